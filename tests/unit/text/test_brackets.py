from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from draftrace.text import brackets
from draftrace.text.brackets import Stray
from draftrace.text.documents import Provision


def test_a_tree_with_depth_and_counts() -> None:
    tree = brackets.parse("[to [enhance] achieve [its] objective]")
    assert (tree.count, tree.depth) == (3, 2)
    (root,) = tree.roots
    assert [child.start for child in root.children] == [4, 22]
    assert brackets.parse("none").roots == ()


def test_touching_brackets_are_an_exclusive_choice() -> None:
    tree = brackets.parse("[shall][should] [may] do [x]-[y]")
    assert [len(group) for group in tree.choices] == [3]
    kinds = [bracket.kind for bracket in tree.all()]
    assert kinds == ["text", "text", "text", "placeholder", "placeholder"]


def test_owners_options_and_placeholders() -> None:
    tree = brackets.parse(
        "[EU: fully] [and rights](EU, Norway) [20XX] [Option 2: No text] "
        "[*Note by the Chair*] [G77 and China: x]"
    )
    found = [(b.kind, b.owners, b.option) for b in tree.all()]
    assert found == [
        ("text", ("EU",), ""),
        ("text", ("EU", "Norway"), ""),
        ("placeholder", (), ""),
        ("option", (), "2"),
        ("note", (), ""),
        ("text", ("G77 and China",), ""),
    ]


def test_notes_links_and_escapes_are_no_brackets() -> None:
    tree = brackets.parse("a[^1] \\[^2] [site](https://example.org) [x](#part)")
    assert (tree.count, tree.strays) == (0, ())


def test_what_has_no_other_half_is_named() -> None:
    tree = brackets.parse("] a [b [c]")
    assert tree.strays == (Stray(0, "]"), Stray(4, "["))
    assert (tree.count, tree.depth) == (2, 2)


def test_the_scan_starts_afresh_at_each_part() -> None:
    def provision(part: str, wording: str) -> Provision:
        return Provision(address=f"{part}/1", kind="operative", level=1, wording=wording, part=part)

    text = [provision("A", "[opened"), provision("A", "closed]"), provision("A", "[lost")]
    text.append(provision("B", "stray]"))
    found = brackets.unbalanced(text)
    assert [(stray.provision, stray.at, stray.sign) for stray in found] == [
        (2, 0, "["),
        (3, 5, "]"),
    ]
    assert [p.what for p in brackets.problems(text)] == [
        "[ is never closed in A/1",
        "] closes nothing in B/1",
    ]


def test_a_flood_is_counted_not_listed() -> None:
    text = [Provision(address="1", kind="operative", level=1, wording="[" * 150)]
    problems = brackets.problems(text)
    assert len(problems) == 101
    assert problems[-1].what == "50 more brackets without their other half, from 1"


@given(st.text(alphabet="[]ab: (EU)\\^*", max_size=40))
def test_every_sign_is_paired_or_stray(text: str) -> None:
    tree = brackets.parse(text)
    signs = list(brackets.signs(text))
    links = 0
    paired = sum(1 for _ in tree.all())
    assert len(signs) - len(tree.strays) >= 2 * (paired + links)
    for bracket in tree.all():
        assert text[bracket.start] == "["
        assert bracket.end <= len(text)
