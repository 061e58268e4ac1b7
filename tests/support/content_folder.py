"""A least valid programme in a folder, whose files a test spoils one at a time."""

from dataclasses import dataclass
from pathlib import Path

_SENTENCES = (
    "La oficina abre temprano y la gente llega con su carpeta. "
    "Una persona mira cada papel y dice lo que falta. "
    "Al final del día el equipo cuenta los casos y busca una mejora. "
)
LESSON = f"""---
title: De servidor a gestor
purpose: Ver qué hace una persona gestora.
status: validado-por-fuente
minutes: 5
competencies: [T1]
facts:
  - {{id: h1, text: "La escuela se creó en 2008.", source: "003", lines: "3"}}
general: ["Un rasgo se nota en una conducta."]
figure: {{file: figuras/rasgos.svg, alt: "Tres rasgos", caption: "Los rasgos", source: "Elaboración propia"}}
examples:
  - {{country: El Salvador, year: 2018, source: "003", lines: "1"}}
library: [003-1]
---

## Una mañana en la ventanilla

![Tres rasgos](figuras/rasgos.svg)

{(_SENTENCES * 22).strip()}
"""
QUESTIONS = """questions:
  - id: q1
    kind: single
    text: "¿Qué distingue a una persona gestora?"
    competency: T1
    options:
      - {text: "Propone mejoras.", right: true, feedback: "Así es."}
      - {text: "Llega tarde.", feedback: "No basta."}
  - id: q2
    kind: true_false
    text: "Se aprende con la práctica."
    competency: T1
    answer: true
    feedback_true: "Correcto."
    feedback_false: "Sí se aprende."
  - id: q3
    kind: numeric
    text: "¿Cuánto es la mitad de 10?"
    competency: T1
    answer: 5
    tolerance: 0
    unit: Bs
    feedback: "La mitad es 5."
"""
TASK = """title: Mi oficina
purpose: Proponer una mejora.
instructions: |
  Mire su oficina y proponga una mejora.
deliver: [texto, foto]
weight_note: null
rubric:
  - id: c1
    criterion: Describe el problema
    competency: T1
    weight: 60
    levels: {sin_evidencia: "Nada.", inicia: "Algo.", aplica: "Bien.", multiplica: "Con otros."}
  - id: c2
    criterion: Propone una mejora
    competency: T1
    weight: 40
    levels: {sin_evidencia: "Nada.", inicia: "Algo.", aplica: "Bien.", multiplica: "Con otros."}
"""
COURSE = """code: GM-0
slug: bases
title: Bases
version: 1
status: completo
kind: base
prerequisites: []
summary: Un curso de base.
hours: null
licence: CC-BY-SA-4.0
competencies: [T1]
rules: {lessons: todas, quiz_percent: 70, task_percent: 70, no_criterion_without_evidence: true, plan: true}
modules: [01-gestor]
commitment_examples:
  - {if: "Si llega una queja", then: "entonces la anoto", indicator: "Quejas anotadas", baseline: 0, target: 4, direction: subir, unit: quejas}
  - {if: "Si hay una reunión", then: "entonces hago un acta", indicator: "Actas", baseline: 0, target: 4, direction: subir, unit: actas}
  - {if: "Si falta un papel", then: "entonces aviso", indicator: "Regresos", baseline: 9, target: 4, direction: bajar, unit: regresos}
sources:
  - {id: S1, title: "Modelo de cooperación", code: "003"}
"""
ENTRY = f"""---
id: 003-1
name: Gobierno Autónomo Municipal de La Paz
aliases: [GAMLP, Alcaldía de La Paz]
kind: entidad
country: Bolivia
place: La Paz
theme: cooperación
year: 2015
facts:
  - {{text: "Creó la agencia.", source: "003", lines: "1"}}
lessons: []
practices: []
organisations: [003-2]
---

{(_SENTENCES * 3).strip()}
"""
SECOND_ENTRY = (
    ENTRY.replace("003-1", "003-2")
    .replace("Gobierno Autónomo Municipal de La Paz", "Agencia de Prácticas")
    .replace("[GAMLP, Alcaldía de La Paz]", "[]")
    .replace("[003-2]\n---", "[]\n---")
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<rect width="9" height="9"/>\n</svg>\n'
FILES = {
    "programme.yaml": """code: P
title: Programa
summary: Un programa.
zone: America/La_Paz
milestones_days: [30, 90, 180]
courses: [bases]
library: {kinds: [unidad, entidad, evento], themes: [cooperación, capacitación, gobernabilidad]}
""",
    "competencies.yaml": """framework:
  code: C
  title: Marco
  version: 1
  levels:
    - {level: 0, code: sin_evidencia, name: sin evidencia, description: Nada.}
    - {level: 1, code: inicia, name: inicia, description: Algo.}
    - {level: 2, code: aplica, name: aplica, description: Bien.}
    - {level: 3, code: multiplica, name: multiplica, description: Con otros.}
competencies:
  - {code: T1, name: Gestión, kind: tecnica, description: Gestiona., courses: [bases]}
""",
    "courses/bases/course.yaml": COURSE,
    "courses/bases/guia-docente.md": "---\ntitle: Guía\n---\n\n## Sesión 1\n\nUn plan.\n",
    "courses/bases/modules/01-gestor/module.yaml": (
        "title: La persona gestora\npurpose: Ver.\nlessons: [01-leccion]\ntask: tarea.yaml\n"
    ),
    "courses/bases/modules/01-gestor/01-leccion.md": LESSON,
    "courses/bases/modules/01-gestor/01-leccion.preguntas.yaml": QUESTIONS,
    "courses/bases/modules/01-gestor/tarea.yaml": TASK,
    "courses/bases/modules/01-gestor/figuras/rasgos.svg": SVG,
    "biblioteca/003-001-gamlp.md": ENTRY,
    "biblioteca/003-002-agencia.md": SECOND_ENTRY,
}


def _many(prefix: str, count: int) -> str:
    return "questions:\n" + "".join(
        f"  - {{id: {prefix}{number}, kind: true_false, text: Frase {number}., competency: T1, "
        "answer: true, feedback_true: Bien., feedback_false: No.}\n"
        for number in range(1, count + 1)
    )


@dataclass(frozen=True)
class ContentFolder:
    """The folder, with ways to spoil it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new, 1))

    def line_of(self, path: str, words: str) -> int:
        """Return the number of the first line with these words."""
        lines = self.read(path).split("\n")
        return next(number for number, line in enumerate(lines, 1) if words in line)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()


def make_content_folder(root: Path) -> ContentFolder:
    """Write the least valid programme."""
    folder = ContentFolder(root)
    for path, text in FILES.items():
        folder.write(path, text)
    folder.write("courses/bases/diagnostico.yaml", _many("d", 6))
    folder.write("courses/bases/prueba-final.yaml", "title: Final\ndraw: 10\n" + _many("f", 20))
    return folder
