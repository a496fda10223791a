//! What of the palette goes by the words that were typed.

use super::offers::{Group, Offer};
use domain::search::words;

/// Conversations that are offered at once: further words find others.
const CONVERSATIONS: usize = 8;

/// The offers in which each typed word begins a word, in their groups; where nothing was typed, all of them.
pub(super) fn found(all: &[Offer], typed: &str) -> Vec<Offer> {
    let typed: Vec<String> = words(typed).into_iter().map(|word| word.folded).collect();
    let mut conversations = 0;
    let fits = |offer: &&Offer| {
        let own: Vec<String> = words(&format!("{} {}", offer.name, offer.detail))
            .into_iter()
            .map(|word| word.folded)
            .collect();
        typed
            .iter()
            .all(|typed| own.iter().any(|own| own.starts_with(typed)))
    };
    let fitting = all.iter().filter(fits).filter(|offer| {
        conversations += usize::from(offer.group == Group::Conversations);
        offer.group != Group::Conversations || conversations <= CONVERSATIONS
    });
    fitting.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::offers::Deed;
    use super::*;

    fn offer(group: Group, name: &str, detail: &str) -> Offer {
        Offer {
            group,
            icon: "search",
            name: name.to_owned(),
            detail: detail.to_owned(),
            keys: None,
            deed: Deed::Go(name.to_owned()),
        }
    }

    fn names(found: &[Offer]) -> Vec<&str> {
        found.iter().map(|offer| offer.name.as_str()).collect()
    }

    #[test]
    fn every_typed_word_begins_a_word_of_what_is_found() {
        let all = [
            offer(Group::Here, "End", ""),
            offer(Group::Conversations, "Zoé Martin", "Où est ma commande ?"),
            offer(Group::Pages, "Réglages", "Général"),
        ];
        for (typed, expected) in [
            ("", vec!["End", "Zoé Martin", "Réglages"]),
            ("  ", vec!["End", "Zoé Martin", "Réglages"]),
            ("zoe", vec!["Zoé Martin"]),
            ("mar ZO", vec!["Zoé Martin"]),
            ("commande zoe", vec!["Zoé Martin"]),
            ("gener", vec!["Réglages"]),
            ("artin", vec![]),
            ("<b>", vec![]),
        ] {
            assert_eq!(names(&found(&all, typed)), expected, "{typed}");
        }
    }

    #[test]
    fn many_conversations_do_not_push_the_rest_out_of_sight() {
        let mut all: Vec<Offer> = (0..=CONVERSATIONS)
            .map(|number| offer(Group::Conversations, &format!("Visitor {number}"), ""))
            .collect();
        all.push(offer(Group::Pages, "Inbox", ""));
        assert_eq!(found(&all, "").len(), CONVERSATIONS + 1);
        assert_eq!(
            names(&found(&all, &CONVERSATIONS.to_string())),
            ["Visitor 8"]
        );
    }
}
