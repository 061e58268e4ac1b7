"""Every feature of the product, lowest first: the list from which all else is built."""

from assessments.assignments.feature import FEATURE as ASSIGNMENTS
from assessments.competencies.feature import FEATURE as COMPETENCIES
from assessments.gradebook.feature import FEATURE as GRADEBOOK
from assessments.questions.feature import FEATURE as QUESTIONS
from assessments.quizzes.feature import FEATURE as QUIZZES
from assessments.transfer.feature import FEATURE as TRANSFER
from certificates.acts.feature import FEATURE as ACTS
from certificates.issuing.feature import FEATURE as ISSUING
from certificates.reports.feature import FEATURE as REPORTS
from certificates.verification.feature import FEATURE as VERIFICATION
from courses.content.feature import FEATURE as CONTENT
from courses.learning.feature import FEATURE as LEARNING
from lms.accounts.feature import FEATURE as ACCOUNTS
from lms.audit.feature import FEATURE as AUDIT
from lms.core.feature import FEATURE as CORE
from lms.core.features import Feature
from lms.core.mail.feature import FEATURE as MAIL
from lms.design.feature import FEATURE as DESIGN
from lms.landing.feature import FEATURE as LANDING
from lms.messages.feature import FEATURE as MESSAGES
from lms.operations.feature import FEATURE as OPERATIONS
from lms.organizations.feature import FEATURE as ORGANIZATIONS

FEATURES: tuple[Feature, ...] = (
    CORE,
    MAIL,
    AUDIT,
    DESIGN,
    LANDING,
    OPERATIONS,
    ORGANIZATIONS,
    ACCOUNTS,
    MESSAGES,
    CONTENT,
    LEARNING,
    COMPETENCIES,
    QUESTIONS,
    QUIZZES,
    ASSIGNMENTS,
    TRANSFER,
    GRADEBOOK,
    ACTS,
    ISSUING,
    VERIFICATION,
    REPORTS,
)
