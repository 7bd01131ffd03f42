"""What a test does at the console again and again, by the words that the host sees."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def press_next(page: Page, label: str) -> None:
    """Press the large button once it says what it is to do."""
    button = page.locator(".next")
    expect(button).to_contain_text(label)
    expect(button).to_be_enabled()
    button.click()


def answer(page: Page, title: str, deed: str) -> None:
    """Wait for the question, and do its deed once it is awake."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(title)
    dialog.get_by_role("button", name=deed, exact=True).click()
    expect(dialog).to_have_count(0)


def jump(page: Page, subject: str, stage: str, *, verb: str = "跳到") -> None:
    """Go to a stage by the rail; a person who is not up first is entered by name."""
    rail = page.get_by_role("navigation", name="议程")
    rail.get_by_role("button", name=subject).click()
    answer(page, f"{verb}「{stage} — {subject}」？", f"{verb}{stage}")


def free(page: Page, *tails: str) -> None:
    """Free slips by the last four characters of their codes."""
    page.get_by_role("button", name="票证").click()
    for tail in tails:
        page.get_by_label("编码的最后 4 位").fill(tail)
        page.get_by_role("button", name="解除绑定").click()
        page.get_by_role("button", name="确认解除").click()
        expect(page.get_by_role("button", name="确认解除")).to_have_count(0)
    page.get_by_role("dialog").press("Escape")


def turnout(page: Page, words: str) -> None:
    """Wait until the console says how many have voted; what it asks before the close hangs on that."""
    expect(page.locator(".turnout .fig")).to_have_text(words)


def publish(page: Page, subject: str) -> None:
    """Publish a subject's sealed result to the hall, from the pane of the results."""
    page.get_by_role("button", name="结果", exact=True).first.click()
    page.locator(".ledger li", has_text=subject).get_by_role("button", name="公布").click()
    answer(page, f"公布{subject}的测评结果？", "公布给会场")


def go_back(page: Page, stage: str, subject: str) -> None:
    """Go back to an earlier stage of the person who is up, by the rail."""
    page.get_by_role("navigation", name="议程").locator(".stages").get_by_role("button", name=stage).click()
    answer(page, f"回到「{stage} — {subject}」？", f"回到{stage}")
