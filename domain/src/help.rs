//! *Looking for Help* (spec 8.7): which calls somebody wants to see.

use crate::conversation::Conversation;
use crate::inbox::{Inbox, InboxRow};
use crate::language::LanguageTag;
use crate::user::User;

/// Which of those who look for help are shown; each choice leaves out what it does not fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// *My sessions*: only those in which he ever was.
    pub mine: bool,
    /// *My languages*: only visitors who speak a language that he chats in.
    pub languages: bool,
    /// *My expertise*: only those that ask for something he knows about.
    pub expertise: bool,
}

impl Calls {
    /// The calls that a user wants to see, oldest first.
    pub fn of<'i>(self, inbox: &'i Inbox, user: &User) -> Vec<&'i InboxRow> {
        let mut calls = inbox.looking_for_help();
        calls.retain(|row| self.shows(&row.conversation, user));
        calls
    }

    fn shows(self, conversation: &Conversation, user: &User) -> bool {
        let preferences = &user.preferences;
        let was_there = || {
            let ever = &conversation.history.operators;
            conversation.has_operator(user.id) || ever.contains(&user.id)
        };
        let speaks = || {
            let spoken = conversation
                .language
                .as_deref()
                .and_then(LanguageTag::parse);
            let spoken = spoken.as_ref().map(LanguageTag::primary);
            let mut languages = preferences.chat_languages();
            spoken.is_some_and(|spoken| languages.any(|language| language.primary() == spoken))
        };
        let knows = || {
            let mut asked = conversation.expertises.iter();
            asked.any(|expertise| preferences.expertises.contains(expertise))
        };
        (!self.mine || was_there()) && (!self.languages || speaks()) && (!self.expertise || knows())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{State, Status};
    use crate::event::Position;
    use crate::id::{ConversationId, ExpertiseId};
    use crate::testing::{conversation, operator};
    use crate::time::Timestamp;
    use crate::user::{Preferences, Role};
    use uuid::Uuid;

    const TEA: ExpertiseId = ExpertiseId(Uuid::from_u128(7));

    fn me() -> User {
        let of = operator(1);
        User {
            id: of.id,
            name: of.name,
            email: "me@example.org".to_owned(),
            role: Role::Operator,
            preferences: Preferences {
                main_language: LanguageTag::parse("fr"),
                expertises: vec![TEA],
                ..Preferences::default()
            },
            picture: None,
            created_at: Timestamp(0),
        }
    }

    fn row(id: u128, change: impl FnOnce(&mut Conversation)) -> InboxRow {
        let mut conversation = Conversation {
            id: ConversationId(Uuid::from_u128(id)),
            state: State::Open(Status::LookingForHelp),
            help_since: Some(Timestamp(10 - i64::try_from(id).unwrap())),
            language: None,
            ..conversation()
        };
        change(&mut conversation);
        InboxRow {
            position: Position(1),
            conversation,
            unread: Vec::new(),
            mentions: Vec::new(),
        }
    }

    #[test]
    fn calls_stand_oldest_first_and_each_choice_leaves_some_out() {
        let inbox = Inbox {
            user: me().id,
            rows: vec![
                row(1, |of| of.state = State::Open(Status::InProgress)),
                row(2, |of| of.history.operators.push(me().id)),
                row(3, |of| of.language = Some("fr-CA".to_owned())),
                row(4, |of| of.expertises.push(TEA)),
                row(5, |of| {
                    of.operators.push(operator(1));
                    of.language = Some("fr".to_owned());
                    of.expertises.push(TEA);
                }),
                row(6, |of| of.language = Some("en".to_owned())),
            ],
            older_than: None,
        };
        let calls = |mine, languages, expertise| Calls {
            mine,
            languages,
            expertise,
        };
        let table: [(Calls, &[u128]); 5] = [
            (Calls::default(), &[6, 5, 4, 3, 2]),
            (calls(true, false, false), &[5, 2]),
            (calls(false, true, false), &[5, 3]),
            (calls(false, false, true), &[5, 4]),
            (calls(true, true, true), &[5]),
        ];
        for (calls, expected) in table {
            let found = calls.of(&inbox, &me());
            let ids: Vec<u128> = found
                .iter()
                .map(|row| row.conversation.id.0.as_u128())
                .collect();
            assert_eq!(ids, expected, "{calls:?}");
        }
    }
}
