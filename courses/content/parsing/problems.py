"""What is wrong with the content, by file and line, in the words of a person who writes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, kw_only=True)
class ContentProblem:
    """One thing to mend; the file is relative to the programme's folder."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Problems:
    """Gathers problems while files are read: reading goes on, so that all are told at once."""

    found: list[ContentProblem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Note a problem; the same one twice counts once."""
        problem = ContentProblem(file=file, line=line, message=message)
        if problem not in self.found:
            self.found.append(problem)

    def in_folder(self, folder: str) -> tuple[ContentProblem, ...]:
        """Return the problems of the files below a folder, in their order."""
        return tuple(
            sorted(problem for problem in self.found if problem.file.startswith(f"{folder}/"))
        )
