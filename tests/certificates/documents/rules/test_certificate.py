import pytest

from certificates.documents.rules.certificate import CertifiedCompetency


@pytest.mark.parametrize("level", [-1, 4])
def test_a_level_outside_the_scale_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 3"):
        CertifiedCompetency(code="G1", name="Innovar", level=level, level_word="aplica")
