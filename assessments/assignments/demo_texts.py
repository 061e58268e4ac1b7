"""Invented work of invented people: nothing here happened anywhere."""

import io

from docx import Document
from PIL import Image, ImageDraw

SATURDAY = (
    "Propongo el «Sábado de trámites en la comunidad», que nuestra unidad realiza desde marzo.\n\n"
    "Un sábado al mes tres servidoras van a una comunidad alejada con los formularios y una "
    "impresora portátil. Antes una familia viajaba hasta cuatro horas por el río para registrar "
    "una licencia y muchas veces debía volver otro día porque faltaba un papel.\n\n"
    "De 31 trámites registrados en agosto, 27 se resolvieron en la misma visita. No tengo el "
    "dato del año anterior. En julio agregamos una llamada previa al dirigente para que las "
    "personas lleguen con sus documentos, y los rechazos por papeles faltantes bajaron."
)
SATURDAY_AGAIN = SATURDAY.replace("tres servidoras", "tres compañeras").replace(
    "En julio agregamos", "Desde julio agregamos"
)
WINDOW = (
    "Elegí el registro de reclamos de la ventanilla única.\n\n"
    "Hoy cada persona anota los reclamos en su cuaderno y no se sabe cuántos hay ni cuánto "
    "tardan. Hice con mi compañera una planilla de una hoja: fecha, barrio, tema, a quién se "
    "derivó y cuándo se respondió.\n\n"
    "En dos semanas anotamos 44 reclamos. 19 eran de alumbrado. La respuesta tardó nueve días "
    "en promedio. Mi jefe pidió ver la planilla cada lunes y quiere que Obras use la misma."
)
MAP = (
    "Hice el mapa de actores del conflicto por el horario de la feria.\n\n"
    "Hablé con cinco dirigentas, dos choferes y el encargado de tránsito. Anoté qué pide cada "
    "quien y qué puede ceder. El punto en común es que nadie quiere accidentes.\n\n"
    "Todavía no hay acta. La reunión es el próximo martes en la subalcaldía."
)
BOARD = (
    "Puse un tablero en la puerta de Recaudaciones.\n\n"
    "Ahora la gente ve qué papel falta antes de hacer fila. El primer lunes volvieron nueve "
    "personas por falta de un papel; el cuarto lunes volvieron dos. Lo miramos con la encargada "
    "y anotamos cada caso en una hoja, con la hora y el trámite."
)
SCHEDULE = (
    "Acordé con Obras un horario para las inspecciones.\n\n"
    "Antes cada vecino pedía su día y el inspector cruzaba la ciudad tres veces. Desde octubre "
    "vamos por zonas: lunes el norte, miércoles el sur, viernes el centro. En la primera semana "
    "se hicieron dieciocho inspecciones en lugar de once, con el mismo combustible."
)
SHORT = "Adjunto la planilla y la foto del tablero. Me falta el dato de partida."
TEXTS = (SATURDAY, WINDOW, MAP, SATURDAY_AGAIN, BOARD, SCHEDULE, SHORT)

COMMENTS = (
    (
        "El registro semanal es una mejora clara. Busque en archivo cuánto tardaba una respuesta "
        "antes de la planilla y diga de dónde sale el dato."
    ),
    "Muy bien el mapa: dice quién pide qué. El paso siguiente es el acta con firmas.",
    "La llamada previa al dirigente es una mejora con fecha. Agregue el dato del año anterior.",
)
CORRECTION = (
    "Agregue cuántos trámites se resolvían por visita antes de marzo y diga de dónde sale el "
    "dato. Adjunte también la lista de cotejo, aunque esté en borrador."
)


def photo(number: int) -> bytes:
    """Return a drawn picture of a notice board, as a phone would take it; each number its own."""
    picture = Image.new("RGB", (1400, 1000), "#c8b89a")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((90, 80, 1310, 920), fill="#f6f1e6", outline="#6b5b3e", width=14)
    for row in range(7):
        top = 190 + row * 95
        pen.line((150, top, 1250, top), fill="#6b5b3e", width=4)
        pen.rectangle(
            (170, top + 24, 470 + (row * 137 + number * 53) % 600, top + 62), fill="#2f6b58"
        )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def sheet(number: int) -> bytes:
    """Return a one-page PDF that looks like a checklist; each number its own."""
    page = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(page)
    pen.text((120, 120), f"Lista de cotejo {number + 1} (demostracion)", fill="black", font_size=44)
    for row in range(12):
        top = 260 + row * 105
        pen.rectangle((120, top, 168, top + 48), outline="black", width=4)
        pen.line((210, top + 40, 1100, top + 40), fill="#666666", width=3)
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150)
    return out.getvalue()


def document(number: int) -> bytes:
    """Return a DOCX with a heading, paragraphs and a table; each number its own."""
    made = Document()
    made.add_heading(f"Planilla de reclamos de la ventanilla {number + 1}", level=1)
    for part in WINDOW.split("\n\n"):
        made.add_paragraph(part)
    table = made.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("Tema", "Reclamos", "Días"), strict=True):
        cell.text = words
    for values in (("Alumbrado", "19", "11"), ("Residuos", "14", "6"), ("Vías", "11", "9")):
        for cell, words in zip(table.add_row().cells, values, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
