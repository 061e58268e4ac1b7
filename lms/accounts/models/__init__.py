"""Tables of people, users and grants."""

from lms.accounts.models.access_code import AccessCode
from lms.accounts.models.person import DocumentType, Gender, Person
from lms.accounts.models.role_grant import RoleGrant
from lms.accounts.models.user import Passkey, User

__all__ = ["AccessCode", "DocumentType", "Gender", "Passkey", "Person", "RoleGrant", "User"]
