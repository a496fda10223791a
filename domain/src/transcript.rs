//! What was said in a conversation, to be read elsewhere (spec 11.4).

use crate::attachment::Attachment;
use crate::day::Day;
use crate::id::AttachmentId;
use crate::message::{Author, Body, Message};
use crate::time::Timestamp;

/// What somebody said before somebody else said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The name by which visitors know him.
    pub name: String,
    /// What he said, message by message.
    pub lines: Vec<Line>,
}

/// One message of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When it was said.
    pub at: Timestamp,
    /// The words, or what stands for a file; empty lines in them are left out.
    pub text: String,
    /// The file, if it is one.
    pub file: Option<AttachmentId>,
}

/// What was said on each day, in order; `day` tells the day at a time where the reader is.
pub fn days(
    messages: &[Message],
    visitor: &str,
    day: impl Fn(Timestamp) -> Day,
) -> Vec<(Day, Vec<Run>)> {
    messages
        .chunk_by(|one, next| day(one.at) == day(next.at))
        .filter_map(|of_day| Some((day(of_day.first()?.at), runs(of_day, visitor))))
        .filter(|(_, runs)| !runs.is_empty())
        .collect()
}

/// What was said, in order; `visitor` is what the visitor is called. What tells of the conversation, and what was taken back, is
/// left out.
pub fn runs(messages: &[Message], visitor: &str) -> Vec<Run> {
    runs_with(messages, visitor, |file| file.name.clone())
}

/// The same, with what stands for a file.
pub fn runs_with(
    messages: &[Message],
    visitor: &str,
    file: impl Fn(&Attachment) -> String,
) -> Vec<Run> {
    let mut runs: Vec<(&Author, Run)> = Vec::new();
    for message in messages {
        let text = match &message.body {
            Body::File(attachment) => file(attachment),
            body => body.text().unwrap_or_default().to_owned(),
        };
        let name = match &message.author {
            Author::Visitor => visitor,
            Author::Operator(operator) => &operator.public_name,
            Author::Bot(name) => name,
            Author::System => continue,
        };
        let line = Line {
            at: message.at,
            text: without_empty_lines(&text),
            file: message.body.file().map(|file| file.id),
        };
        if line.text.is_empty() {
            continue;
        }
        match runs.last_mut() {
            Some((author, run)) if is_same(author, &message.author) => run.lines.push(line),
            _ => runs.push((
                &message.author,
                Run {
                    name: name.to_owned(),
                    lines: vec![line],
                },
            )),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

/// As plain text: `Name:`, then the lines. Only an empty line is followed by a name, so that nobody can write what another seems to
/// have said.
pub fn text(runs: &[Run]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .map(|run| {
            let lines: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
            format!("{}:\n{}", run.name, lines.join("\n"))
        })
        .collect();
    runs.join("\n\n")
}

/// As [`text`], of at most so many characters: of a longer one the end, after a line with `…`.
pub fn text_within(runs: &[Run], characters: usize) -> String {
    let text = text(runs);
    let count = text.chars().count();
    if count <= characters {
        return text;
    }
    let room = characters.saturating_sub(CUT.chars().count());
    let end: String = text.chars().skip(count - room).collect();
    // What begins in the middle of a run would be nobody's.
    let begins = end.find("\n\n").map_or(0, |at| at + 2);
    let whole = end.get(begins..).unwrap_or_default();
    format!("{CUT}{whole}")
}

/// Stands for what was said before.
const CUT: &str = "…\n\n";

fn is_same(author: &Author, other: &Author) -> bool {
    match (author, other) {
        (Author::Operator(operator), other) => other.is_user(operator.id),
        (author, other) => author == other,
    }
}

fn without_empty_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ClientId;
    use crate::message::MessageNumber;
    use crate::testing::{attachment, author};
    use crate::time::DAY_MS;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn message(author: Author, body: Body) -> Message {
        Message {
            number: MessageNumber(1),
            client_id: ClientId(Uuid::nil()),
            author,
            body,
            at: Timestamp(0),
            edited_at: None,
        }
    }

    fn says(author: Author, text: &str) -> Message {
        message(author, Body::Text(text.to_owned()))
    }

    #[test]
    fn each_run_of_an_author_has_his_name_once_and_system_lines_are_left_out() {
        let told = [
            message(author(1), Body::Joined),
            says(Author::Visitor, "Hello"),
            says(Author::Visitor, "Is somebody\n\n there?"),
            message(Author::Visitor, Body::Deleted),
            says(author(1), "Yes"),
            message(author(2), Body::Joined),
            says(author(2), "I am, too"),
            says(Author::Visitor, "Good"),
            message(author(1), Body::Email("Later".to_owned())),
            message(author(1), Body::File(attachment(1))),
            message(Author::System, Body::Ended),
        ];
        assert_eq!(
            text(&runs(&told, "Visitor 7")),
            "Visitor 7:\nHello\nIs somebody\n there?\n\nOperator 1:\nYes\n\nOperator 2:\nI am, too\n\n\
             Visitor 7:\nGood\n\nOperator 1:\nLater\nfile 1.pdf"
        );
        assert_eq!(runs(&[], "Visitor 7"), []);
    }

    #[test]
    fn a_day_on_which_nothing_was_said_is_left_out() {
        let at = |day: i64, message: Message| Message {
            at: Timestamp(day * DAY_MS),
            ..message
        };
        let told = [
            at(1, says(Author::Visitor, "Hello")),
            at(1, says(Author::Visitor, "Hello?")),
            at(2, message(author(1), Body::Joined)),
            at(3, says(Author::Visitor, "Still here")),
        ];
        let days = days(&told, "Visitor 7", |at| Day(at.0 / DAY_MS));
        let told: Vec<_> = days.iter().map(|(day, runs)| (day.0, text(runs))).collect();
        let expected = [
            (1, "Visitor 7:\nHello\nHello?".to_owned()),
            (3, "Visitor 7:\nStill here".to_owned()),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_file_is_told_as_the_reader_wants_it() {
        let told = [message(Author::Visitor, Body::File(attachment(1)))];
        let runs = runs_with(&told, "Visitor 7", |file| {
            format!("{}: https://chat.example/{}", file.name, file.bytes)
        });
        assert_eq!(
            text(&runs),
            "Visitor 7:\nfile 1.pdf: https://chat.example/1234"
        );
    }

    #[test]
    fn a_line_says_which_file_it_is() {
        let told = [
            says(Author::Visitor, "file 1.pdf"),
            message(Author::Visitor, Body::File(attachment(1))),
        ];
        let runs = runs(&told, "Visitor 7");
        let files: Vec<_> = runs[0].lines.iter().map(|line| line.file).collect();
        assert_eq!(files, [None, Some(attachment(1).id)]);
    }

    #[test]
    fn what_operators_alone_are_told_is_left_out() {
        let told = [
            message(Author::System, Body::MissedMailed),
            message(Author::Visitor, Body::MailDeclined),
            message(author(1), Body::MissedMailed),
        ];
        assert_eq!(runs(&told, "Visitor 7"), []);
    }

    #[test]
    fn of_what_is_too_long_the_end_is_kept_from_a_name_on() {
        let told = [
            says(Author::Visitor, "Good morning"),
            says(author(1), "Hello"),
            says(Author::Visitor, "The mill squeaks"),
        ];
        let runs = runs(&told, "Visitor 7");
        let whole = text(&runs);
        let length = whole.chars().count();
        assert_eq!(text_within(&runs, length), whole);
        assert_eq!(
            text_within(&runs, length - 1),
            "…\n\nOperator 1:\nHello\n\nVisitor 7:\nThe mill squeaks"
        );
        assert_eq!(text_within(&runs, 32), "…\n\nVisitor 7:\nThe mill squeaks");
        // Of a single run that is too long it is known whose it is only from the conversation.
        assert_eq!(text_within(&runs, 9), "…\n\nqueaks");
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_allowed_and_the_end_is_what_was_said_last(
            said in proptest::collection::vec((0u128..3, "[ab\n]{1,8}"), 0..8), most in 3usize..60,
        ) {
            let told: Vec<Message> = said
                .iter()
                .map(|(who, text)| says(if *who == 0 { Author::Visitor } else { author(*who) }, text))
                .collect();
            let runs = runs(&told, "Visitor 7");
            let (whole, kept) = (text(&runs), text_within(&runs, most));
            prop_assert!(kept.chars().count() <= most);
            prop_assert!(whole.ends_with(kept.trim_start_matches(CUT)));
        }

        #[test]
        fn nobody_writes_what_another_seems_to_have_said(
            said in proptest::collection::vec((0u128..3, "(Operator 1:|a|\n|\r|\u{2028}| ){1,8}"), 0..8),
        ) {
            let told: Vec<Message> = said
                .iter()
                .map(|(who, text)| says(if *who == 0 { Author::Visitor } else { author(*who) }, text))
                .collect();
            let runs = runs(&told, "Visitor 7");
            let text = text(&runs);
            let names: Vec<&str> = text
                .split("\n\n")
                .filter_map(|run| run.split_once(":\n").map(|(name, _)| name))
                .collect();
            let expected: Vec<&str> = runs.iter().map(|run| run.name.as_str()).collect();
            prop_assert_eq!(names, expected);
        }
    }
}
