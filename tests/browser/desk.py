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
