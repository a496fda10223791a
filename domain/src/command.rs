//! What an operator does by writing `/…` at the start of a reply (spec 10.1). Nothing of it reaches the visitor.

/// A command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Who is in the conversation, and what can be typed (spec 10.2).
    Help,
    /// The visitor's last pages (spec 10.4).
    History,
    /// The operator goes (spec 10.5).
    Leave,
    /// A ticket is made (spec 10.3).
    Ticket,
    /// Tickets are looked for (spec 10.3).
    SearchTickets,
    /// A lead is made (spec 10.3).
    Lead,
}

/// What a reply turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'text> {
    /// Words for the visitor.
    Words,
    /// A command, with what was written after it.
    Command(Command, &'text str),
    /// A command that lacks what should stand after it.
    Incomplete(Command),
    /// Words after a command that takes none: what they were meant for is not known.
    TakesNothing(Command),
    /// It looks like a command and is none.
    Unknown(Option<Command>),
}

impl Command {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Help,
        Self::History,
        Self::Leave,
        Self::Ticket,
        Self::SearchTickets,
        Self::Lead,
    ];

    /// Its word, without the slash.
    pub fn word(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::History => "history",
            Self::Leave => "leave",
            Self::Ticket => "ticket",
            Self::SearchTickets => "search_tickets",
            Self::Lead => "lead",
        }
    }

    /// Whether something has to stand after it.
    pub fn takes_words(self) -> bool {
        match self {
            Self::Help | Self::History | Self::Leave => false,
            Self::Ticket | Self::SearchTickets | Self::Lead => true,
        }
    }
}

/// What a reply is, as it was typed. A slash makes a command at the very start alone, so that a blank before it sends
/// anything as it stands. One word is always taken for a command; of several, the first has to be one, or to differ
/// from one by a slip: better a question than a note for colleagues sent to the visitor.
pub fn read(text: &str) -> Reply<'_> {
    let Some(line) = text.strip_prefix('/') else {
        return Reply::Words;
    };
    let (word, rest) = line
        .split_once(char::is_whitespace)
        .map_or((line, ""), |(word, rest)| (word, rest.trim()));
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_word {
        return Reply::Words;
    }
    let word = word.to_lowercase();
    let known = Command::ALL
        .into_iter()
        .find(|command| command.word() == word);
    match known {
        Some(command) if command.takes_words() && rest.is_empty() => Reply::Incomplete(command),
        Some(command) if !command.takes_words() && !rest.is_empty() => Reply::TakesNothing(command),
        Some(command) => Reply::Command(command, rest),
        None => unknown(&word, rest),
    }
}

/// Whether a text is on its way to become a command, so that nobody is told that its writer types (spec 6.6).
pub fn is_begun(text: &str) -> bool {
    let Some(line) = text.strip_prefix('/') else {
        return false;
    };
    line.is_empty() || read(text) != Reply::Words
}

fn unknown(word: &str, rest: &str) -> Reply<'static> {
    let meant = Command::ALL
        .into_iter()
        .find(|command| is_a_slip_away(word, command.word()));
    if meant.is_some() || rest.is_empty() {
        Reply::Unknown(meant)
    } else {
        Reply::Words
    }
}

/// Whether one word becomes the other by one letter more, less or other, or two that changed places.
fn is_a_slip_away(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let common = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char], skipped: usize| word.get(common + skipped..).map(<[char]>::to_vec);
    let swapped = |word: &[char]| {
        let mut word = word.get(common..)?.to_vec();
        (word.len() > 1).then(|| word.swap(0, 1))?;
        Some(word)
    };
    let is_same = |one: Option<Vec<char>>, other: Option<Vec<char>>| one.is_some() && one == other;
    is_same(rest(&one, 1), rest(&other, 0))
        || is_same(rest(&one, 0), rest(&other, 1))
        || is_same(rest(&one, 1), rest(&other, 1))
        || is_same(swapped(&one), rest(&other, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reply_is_a_command_or_words_for_the_visitor() {
        use Command::{Help, History, Lead, Leave, SearchTickets, Ticket};
        for (text, expected) in [
            ("Hello", Reply::Words),
            ("", Reply::Words),
            ("/help", Reply::Command(Help, "")),
            ("/HELP", Reply::Command(Help, "")),
            ("/help  ", Reply::Command(Help, "")),
            ("/history", Reply::Command(History, "")),
            ("/leave", Reply::Command(Leave, "")),
            ("/leave the box outside", Reply::TakesNothing(Leave)),
            ("/ticket", Reply::Incomplete(Ticket)),
            ("/ticket \n ", Reply::Incomplete(Ticket)),
            ("/ticket Broken mill", Reply::Command(Ticket, "Broken mill")),
            (
                "/ticket\nBroken mill",
                Reply::Command(Ticket, "Broken mill"),
            ),
            ("/search_tickets 12", Reply::Command(SearchTickets, "12")),
            ("/lead Café", Reply::Command(Lead, "Café")),
            ("/hlep", Reply::Unknown(Some(Help))),
            ("/tikcet Broken mill", Reply::Unknown(Some(Ticket))),
            ("/tickets Broken mill", Reply::Unknown(Some(Ticket))),
            ("/leav", Reply::Unknown(Some(Leave))),
            ("/dance", Reply::Unknown(None)),
            ("/shop", Reply::Unknown(None)),
            ("/shop is broken", Reply::Words),
            ("/shop/grinders", Reply::Words),
            ("/shop/help", Reply::Words),
            ("/help/me", Reply::Words),
            ("/", Reply::Words),
            ("//help", Reply::Words),
            ("/ help", Reply::Words),
            ("/?", Reply::Words),
            (" /help", Reply::Words),
            ("See /help", Reply::Words),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn nobody_is_told_of_a_command_that_is_being_typed() {
        for text in ["/", "/h", "/hel", "/help", "/ticket Bro", "/tikcet Bro"] {
            assert!(is_begun(text), "{text}");
        }
        for text in ["", "Hello", "/shop is", "/shop/", " /help", "1/2"] {
            assert!(!is_begun(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_blank_before_it_makes_words_of_anything(text in "\\PC{0,20}") {
            let text = format!(" {text}");
            prop_assert_eq!(read(&text), Reply::Words);
        }

        #[test]
        fn a_slip_goes_both_ways_and_nothing_is_a_slip_from_itself(
            one in "[abc]{0,4}", other in "[abc]{0,4}"
        ) {
            prop_assert_eq!(is_a_slip_away(&one, &other), is_a_slip_away(&other, &one));
        }

        #[test]
        fn what_is_written_after_a_command_is_kept(rest in "[a-z]{1,9}( [a-z]{1,9}){0,3}") {
            let text = format!("/ticket {rest}");
            prop_assert_eq!(read(&text), Reply::Command(Command::Ticket, &rest));
        }
    }
}
