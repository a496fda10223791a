//! What is said in the sample.

/// One conversation.
pub(super) struct Script {
    /// When it began, in minutes before the present.
    pub(super) minutes_ago: i64,
    /// Who answers, by name.
    pub(super) operator: &'static str,
    /// The page it begins on.
    pub(super) page: &'static str,
    /// The visitor's language.
    pub(super) language: &'static str,
    /// The visitor's time zone.
    pub(super) time_zone: &'static str,
    /// The visitor's first message.
    pub(super) first: &'static str,
    /// What follows.
    pub(super) rest: &'static [Line],
}

/// One line of a conversation.
pub(super) enum Line {
    /// The visitor writes.
    Visitor(&'static str),
    /// The operator writes.
    Operator(&'static str),
    /// The visitor leaves.
    End,
}

use Line::{End, Operator, Visitor};

const MARA: &str = "Mara Lindqvist";
const TOM: &str = "Tom Okafor";

/// From the oldest to the newest.
pub(super) const CONVERSATIONS: &[Script] = &[
    Script {
        minutes_ago: 2 * 24 * 60 + 190,
        operator: TOM,
        page: "/products.html",
        language: "en",
        time_zone: "Europe/Dublin",
        first: "Hello, do you ship to Ireland?",
        rest: &[
            Operator("Hi! We do. Three to five working days, €6 flat, free over €80."),
            Visitor("And returns?"),
            Operator("Thirty days, the label is in the box."),
            Visitor("Perfect, thank you"),
            End,
        ],
    },
    Script {
        minutes_ago: 24 * 60 + 75,
        operator: MARA,
        page: "/fr.html",
        language: "fr",
        time_zone: "Europe/Paris",
        first: "Bonjour, la bouilloire fonctionne-t-elle sur une plaque à induction ?",
        rest: &[
            Operator("Bonjour ! Oui, le fond est magnétique. Elle va aussi sur le gaz."),
            Visitor("Super. Et elle est garantie combien de temps ?"),
            Operator("Deux ans, et nous gardons les pièces pendant dix ans."),
            Visitor("Merci beaucoup, je la commande."),
            End,
        ],
    },
    Script {
        minutes_ago: 7 * 60,
        operator: TOM,
        page: "/contact.html",
        language: "en",
        time_zone: "America/New_York",
        first: "My grinder squeaks since this morning. Is that bad?",
        rest: &[
            Operator(
                "Usually just a bean between the burrs. Take the inner burr out, brush it, put it back.",
            ),
            Operator("Here is how: https://harbour-coffee.example/care/mole"),
            Visitor("There was a piece of plastic in it. Quiet again!"),
            Operator("Glad it was nothing worse. Enjoy the next cup."),
        ],
    },
    Script {
        minutes_ago: 42,
        operator: MARA,
        page: "/product.html",
        language: "en",
        time_zone: "Europe/Berlin",
        first: "Is the steel one worth the extra 40 €?",
        rest: &[
            Operator("For espresso yes, the steel burrs keep the setting."),
            Operator("For filter coffee you won't taste a difference."),
            Visitor("I mostly make filter"),
            Visitor("And could it arrive before Friday?"),
        ],
    },
    Script {
        minutes_ago: 6,
        operator: TOM,
        page: "/product.html",
        language: "en",
        time_zone: "Australia/Sydney",
        first: "Hi, does the Mole come with a travel case?",
        rest: &[],
    },
];
