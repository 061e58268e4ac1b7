"""What the library says, in our words: usted, what is wrong and how to mend it."""

MESSAGES: dict[str, tuple[str, str]] = {
    "API_ERROR": ("El paso quedó a medias. Empiece otra vez desde esta página.", "error"),
    "DISABLED_ACCOUNT": ("Esta cuenta no está activa. Llame a la escuela.", "error"),
    "INVALID_PASSWORD": ("La contraseña no es esa. Revise mayúsculas y números.", "error"),
    "INVALID_RECOVERY_CODE": (
        "Ese código de reserva no sirve o ya se usó. Pruebe con otro de su lista.",
        "error",
    ),
    "NO_RECOVERY_CODES_SETUP": ("Todavía no tiene códigos de reserva: cree una lista.", "info"),
    "PASSWORD_NOT_PROVIDED": ("Escriba su contraseña.", "error"),
    "LOGIN": ("Ingrese para abrir esa página.", "info"),
    "UNAUTHENTICATED": ("Ingrese para abrir esa página.", "info"),
    "REFRESH": ("Por seguridad, confirme que es usted.", "info"),
    "REAUTHENTICATION_REQUIRED": ("Por seguridad, confirme que es usted.", "info"),
    "REAUTHENTICATION_SUCCESSFUL": ("Gracias, confirmamos que es usted.", "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        "Ese código no es el que muestra ahora la aplicación. Espere el siguiente y escríbalo.",
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": ("Código correcto.", "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        "El segundo paso quedó activo. Guarde también sus códigos de reserva.",
        "success",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": ("Ese paso ya no está abierto. Ingrese otra vez.", "error"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": ("Elija una de las opciones de la lista.", "error"),
    "TWO_FACTOR_DISABLED": ("El segundo paso quedó desactivado.", "success"),
    "TWO_FACTOR_SETUP_EXPIRED": (
        "Pasó demasiado tiempo desde que empezó. Empiece otra vez: toma un minuto.",
        "error",
    ),
    "WEBAUTHN_EXPIRED": (
        "Pasó demasiado tiempo desde que empezó. Empiece otra vez: toma un minuto.",
        "error",
    ),
    "WEBAUTHN_NAME_REQUIRED": ("Escriba un nombre, por ejemplo «Mi teléfono».", "error"),
    "WEBAUTHN_NAME_INUSE": ("Ya tiene una llave con el nombre %(name)s. Escriba otro.", "error"),
    "WEBAUTHN_NAME_NOT_FOUND": ("No encontramos una llave con el nombre %(name)s.", "error"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (
        "El nombre de la llave lleva letras, números, espacios y guiones.",
        "error",
    ),
    "WEBAUTHN_CREDENTIAL_DELETED": ("Se quitó la llave %(name)s.", "info"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": ("Se agregó la llave %(name)s.", "info"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": ("Esa llave ya está registrada.", "error"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (
        "No conocemos esa llave. Ingrese con su contraseña.",
        "error",
    ),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": ("No conocemos esa llave.", "error"),
    "WEBAUTHN_NO_VERIFY": (
        "El dispositivo no confirmó la llave. Pruebe otra vez o use su contraseña.",
        "error",
    ),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": ("Esa llave no sirve para este paso.", "error"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": ("Esa llave es de otra cuenta.", "error"),
}
"""Message name of the library, then the sentence and how loud it is."""
