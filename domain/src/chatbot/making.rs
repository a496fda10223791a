//! Records that steps of a script make (spec 9.3, 11.3).

use super::{Run, Value};
use crate::limit::NAME_CHARACTERS;
use crate::team::App;
use crate::text;

/// What a record is called that a chatbot makes: the visitor's first free input, else by the chatbot's name.
pub fn record_title(app: App, bot: &str, run: &Run) -> String {
    let words = run.given.iter().find_map(|given| match &given.value {
        Value::Words(words) => text::name(&text::shortened(words, NAME_CHARACTERS)).ok(),
        _ => None,
    });
    words.unwrap_or_else(|| {
        let made = match app {
            App::Helpdesk => "'s New Ticket",
            App::Crm => "'s New Lead",
        };
        let room = NAME_CHARACTERS.saturating_sub(made.len());
        text::shortened(bot, room) + made
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chatbot::{Given, Place};
    use crate::id::{AnswerId, StepId};
    use uuid::Uuid;

    fn run(values: impl IntoIterator<Item = Value>) -> Run {
        let given = (1..).zip(values).map(|(id, value)| Given {
            step: StepId(Uuid::from_u128(id)),
            value,
        });
        Run {
            place: Place::Over,
            given: given.collect(),
        }
    }

    #[test]
    fn a_record_is_called_by_the_first_free_input_or_else_by_the_bot() {
        let words = |text: &str| Value::Words(text.to_owned());
        let email = || Value::Email("ada@example.org".to_owned());
        let answer = || Value::Answer(AnswerId(Uuid::nil()));
        let of = |values: Vec<Value>| record_title(App::Crm, "Guide", &run(values));
        let given = vec![answer(), email(), words(" 40\nmills "), words("No")];
        assert_eq!(of(given), "40 mills");
        assert_eq!(of(vec![answer(), email()]), "Guide's New Lead");
        assert_eq!(of(vec![words("\u{200b}")]), "Guide's New Lead");
        let ticket = record_title(App::Helpdesk, "Guide", &run([]));
        assert_eq!(ticket, "Guide's New Ticket");
    }

    #[test]
    fn it_is_never_longer_than_a_title_may_be() {
        let most = "é".repeat(NAME_CHARACTERS);
        let of =
            |words: &str| record_title(App::Crm, "Guide", &run([Value::Words(words.to_owned())]));
        assert_eq!(of(&most), most);
        let cut = of(&format!("{most}é"));
        assert_eq!(cut.chars().count(), NAME_CHARACTERS);
        assert!(cut.ends_with('…'));
        let long = record_title(App::Crm, &most, &run([]));
        assert_eq!(long.chars().count(), NAME_CHARACTERS);
        assert!(long.ends_with("…'s New Lead"));
    }
}
