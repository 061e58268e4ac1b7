"""The minifier: smaller, never different."""

import pytest

from lms.design.minify import minify_css, minify_script


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("a { color: red; }", "a{color:red}"),
        ("a :is(b, c) > d + e { margin: 0 auto }", "a :is(b,c)>d + e{margin:0 auto}"),
        ("a:hover { width: calc(1px + 2 * var(--x)); }", "a:hover{width:calc(1px + 2 * var(--x))}"),
        ("/* note */ a{b:c} /* more */", "a{b:c}"),
        ('a::before { content: " / } ; "; }', 'a::before{content:" / } ; "}'),
        ("a::before { content: '/* kept */'; }", "a::before{content:'/* kept */'}"),
        ("@media (min-width: 2rem) and (hover) { a { b: c; } }",
         "@media (min-width:2rem) and (hover){a{b:c}}"),
        ("a { font: 600 1rem/1.2 var(--f); }", "a{font:600 1rem/1.2 var(--f)}"),
        ("a { inset: -.2rem auto; } .b .c { d: e }", "a{inset:-.2rem auto}.b .c{d:e}"),
        ("@layer a, b;\n@layer a { c { d: e } }", "@layer a,b;@layer a{c{d:e}}"),
        ("a /* x */ b { c: d }", "a b{c:d}"),
    ],
)  # fmt: skip
def test_css_keeps_its_meaning(css, expected):
    assert minify_css(css) == expected


def test_minifying_twice_is_minifying_once():
    once = minify_css("a , b :not(c) { d : e ; }")

    assert minify_css(once) == once


def test_script_loses_indentation_and_whole_line_comments_only():
    script = "// says what\n(() => {\n  const a = 'http://x'; // kept\n\n  /* gone */\n})();\n"

    assert minify_script(script) == "(() => {\nconst a = 'http://x'; // kept\n})();\n"


def test_script_with_a_long_template_string_is_refused():
    with pytest.raises(ValueError, match="template strings"):
        minify_script("const a = `one\n  two`;")
