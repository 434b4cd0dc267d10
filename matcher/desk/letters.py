"""The mails that Anker writes, word for word."""

from __future__ import annotations

from datetime import date

from indexer import Office
from matcher.desk.model import Letter, NewNeed, OfferedNeed, Task

QUOTED = "> "


def need_received(office: Office, need: NewNeed, link: str) -> Letter:
    """To the municipality: the need is here, and this link takes it back."""
    return Letter(
        need.mailbox,
        f"Ihr Bedarf „{need.title}“ ist eingegangen",
        f"Guten Tag,\n\nIhr Bedarf „{need.title}“ ist bei uns eingegangen. Die {office.name} prüft ihn und gibt ihn "
        f"frei. Er gilt bis {in_words(need.until)}.\n\nSo können Sie ihn jederzeit zurückziehen oder den Namen Ihrer "
        f"Kommune zeigen:\n{link}\n\nBitte geben Sie diese Adresse nicht weiter.\n\nHaben Sie den Bedarf nicht selbst "
        f"eingetragen? Dann ziehen Sie ihn bitte unter derselben Adresse zurück.\n{_end(office)}",
    )


def need_published(office: Office, need: OfferedNeed, mailbox: str, address: str) -> Letter:
    """To the municipality: others find it now."""
    shown = (
        "Der Name Ihrer Kommune steht dabei."
        if need.named
        else "Der Name Ihrer Kommune steht nicht dabei. Wer sich anmeldet, also andere Kommunen, kann ihn lesen."
    )
    return Letter(
        mailbox,
        f"Ihr Bedarf „{need.title}“ ist veröffentlicht",
        f"Guten Tag,\n\nIhr Bedarf ist jetzt zu finden:\n{address}\n\n{shown} Nachrichten dazu kommen an dieses "
        f"Postfach. Zurückziehen können Sie ihn mit der Adresse aus unserer ersten E-Mail.\n{_end(office)}",
    )


def need_declined(office: Office, need: OfferedNeed, mailbox: str, why: str) -> Letter:
    """To the municipality: it is not published, and why."""
    return Letter(
        mailbox,
        f"Ihr Bedarf „{need.title}“ wird nicht veröffentlicht",
        f"Guten Tag,\n\nwir veröffentlichen Ihren Bedarf „{need.title}“ nicht.\n\n{why}\n\nIhre Angaben haben wir "
        f"gelöscht. Sie können den Bedarf gern geändert noch einmal eintragen.\n{_end(office)}",
    )


def task_taken(office: Office, task: Task, mailbox: str) -> Letter:
    """To the asker: the office looks after it, and until when."""
    return Letter(
        mailbox,
        f"Wir kümmern uns bis {in_words(task.due)} um Ihr Anliegen",
        f"Guten Tag,\n\nzu diesem Anliegen haben Sie in Anker noch niemanden gefunden:\n\n{_quoted(task.text)}\n\nDie "
        f"{office.name} sucht weiter und antwortet Ihnen bis {in_words(task.due)}.\n{_end(office)}",
    )


def task_done(office: Office, task: Task, mailbox: str, answer: str) -> Letter:
    """To the asker: what the office has found."""
    return Letter(
        mailbox,
        "Antwort auf Ihr Anliegen",
        f"Guten Tag,\n\n{answer}\n\nIhr Anliegen war:\n\n{_quoted(task.text)}\n{_end(office)}",
        office.mailbox,
    )


def invited(office: Office, mailbox: str, link: str) -> Letter:
    """To somebody who gets an account: this link leads to the first password."""
    return Letter(
        mailbox,
        "Ihr Zugang zu Anker",
        f"Guten Tag,\n\ndie {office.name} hat für Sie einen Zugang zu Anker angelegt. Mit diesem Link wählen Sie Ihr "
        f"Passwort; danach sind Sie angemeldet:\n{link}\n\nEr gilt einmal und eine Woche lang. Bitte geben Sie ihn "
        f"nicht weiter. Ist er abgelaufen, lädt die {office.name} Sie gern neu ein. Haben Sie keinen Zugang erwartet, "
        f"brauchen Sie nichts zu tun.\n{_end(office)}",
        office.mailbox,
    )


def relayed(office: Office, letter: Letter, title: str, direct: bool) -> Letter:
    """From somebody to the people behind a record, or to the office where no mailbox is known."""
    known = "Eine Antwort geht an den Absender; Ihr Postfach sieht er erst, wenn Sie antworten."
    unknown = "Zu diesem Eintrag kennt Anker kein Postfach. Bitte leiten Sie die Nachricht weiter."
    return Letter(
        letter.recipient,
        letter.subject,
        f"{letter.body}\n\nAntwort an: {letter.reply}\n\n-- \nDiese Nachricht kommt über Anker, zum Eintrag „{title}“. "
        f"{known if direct else unknown}\n{office.name}, {office.mailbox}\n",
        letter.reply,
    )


def outcome_asked(office: Office, mailbox: str, event: tuple[str, date], link: str) -> Letter:
    """To somebody who met others at an event (title, day): what came of it."""
    title, day = event
    return Letter(
        mailbox,
        f"Was wurde aus Ihren Gesprächen? {title}",
        f"Guten Tag,\n\nbei „{title}“ am {in_words(day)} haben Sie Gespräche geführt. Was wurde daraus? Ein Klick je "
        f"Gespräch genügt:\n{link}\n\nIhre Antworten sieht nur die {office.name}. Sie helfen uns, beim nächsten Mal "
        f"passender einzuladen. Bitte geben Sie diese Adresse nicht weiter.\n{_end(office)}",
        office.mailbox,
    )


def in_words(day: date) -> str:
    """A day as digits that nobody misreads: 03.02.2026."""
    return f"{day:%d.%m.%Y}"


def _quoted(text: str) -> str:
    return "\n".join(f"{QUOTED}{line}".rstrip() for line in text.splitlines())


def _end(office: Office) -> str:
    telephone = f"\nTelefon {office.telephone}" if office.telephone else ""
    return f"\nFreundliche Grüße\n{office.name}\n{office.mailbox}{telephone}\n"
