//! The languages of the widget (spec 3.4, 5.8). A language is a row here, and a file in each folder of `widget/texts`.

use crate::language::primary_of;

/// A language, with what is said in it before the widget's own words have come or beside them.
#[derive(Debug, PartialEq, Eq)]
pub struct WidgetLanguage {
    /// The BCP 47 tag, without a region: `en`, `fr`.
    pub tag: &'static str,
    /// What the button is called; the file of the window's words says the same.
    pub chat: &'static str,
    /// What closes the bubble beside the button; the same.
    pub close: &'static str,
    /// *Notification text*, where an administrator wrote none (spec 3.3).
    pub notification: &'static str,
    /// *Welcome Message*, where an administrator wrote none (spec 3.3).
    pub welcome: &'static str,
    /// *Chat Input Placeholder*, where an administrator wrote none (spec 3.3).
    pub placeholder: &'static str,
    /// What a chatbot says to `{input}` that is no address (spec 9.7).
    pub not_an_email: &'static str,
}

/// Who asks for none of the others is served in the first.
pub static WIDGET_LANGUAGES: [WidgetLanguage; 7] = [
    WidgetLanguage {
        tag: "en",
        chat: "Chat",
        close: "Close",
        notification: "Have a Question? Chat with us.",
        welcome: "How may I help you?",
        placeholder: "Say something...",
        not_an_email: "'{input}' does not look like a valid email. Can you please try again?",
    },
    WidgetLanguage {
        tag: "de",
        chat: "Chat",
        close: "Schließen",
        notification: "Haben Sie eine Frage? Chatten Sie mit uns.",
        welcome: "Wie kann ich Ihnen helfen?",
        placeholder: "Schreiben Sie etwas …",
        not_an_email: "„{input}“ sieht nicht wie eine gültige E-Mail-Adresse aus. Können Sie es noch einmal versuchen?",
    },
    WidgetLanguage {
        tag: "es",
        chat: "Chat",
        close: "Cerrar",
        notification: "¿Tiene alguna pregunta? Chatee con nosotros.",
        welcome: "¿En qué puedo ayudarle?",
        placeholder: "Escriba algo...",
        not_an_email: "«{input}» no parece una dirección de correo válida. ¿Puede intentarlo de nuevo?",
    },
    WidgetLanguage {
        tag: "fr",
        chat: "Discussion",
        close: "Fermer",
        notification: "Une question ? Discutez avec nous.",
        welcome: "Comment puis-je vous aider ?",
        placeholder: "Dites quelque chose...",
        not_an_email: "« {input} » ne ressemble pas à une adresse e-mail valide. Pouvez-vous réessayer ?",
    },
    WidgetLanguage {
        tag: "it",
        chat: "Chat",
        close: "Chiudi",
        notification: "Hai una domanda? Scrivici in chat.",
        welcome: "Come posso aiutarti?",
        placeholder: "Scrivi qualcosa...",
        not_an_email: "«{input}» non sembra un indirizzo e-mail valido. Puoi riprovare?",
    },
    WidgetLanguage {
        tag: "nl",
        chat: "Chat",
        close: "Sluiten",
        notification: "Heb je een vraag? Chat met ons.",
        welcome: "Waarmee kan ik je helpen?",
        placeholder: "Schrijf iets...",
        not_an_email: "‘{input}’ lijkt geen geldig e-mailadres. Wil je het nog eens proberen?",
    },
    WidgetLanguage {
        tag: "pt",
        chat: "Chat",
        close: "Fechar",
        notification: "Tem alguma pergunta? Fale conosco.",
        welcome: "Como posso ajudar?",
        placeholder: "Escreva algo...",
        not_an_email: "“{input}” não parece um endereço de e-mail válido. Pode tentar de novo?",
    },
];

impl WidgetLanguage {
    /// The language that serves somebody who asks for `tag`: `pt-BR` → Portuguese. English for whoever asks for another.
    pub fn of_tag(tag: &str) -> &'static Self {
        let [english, ..] = &WIDGET_LANGUAGES;
        let primary = primary_of(tag);
        let found = WIDGET_LANGUAGES
            .iter()
            .find(|language| language.tag == primary);
        found.unwrap_or(english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguageTag;
    use crate::limit;
    use crate::translation::places;

    #[test]
    fn a_tag_is_served_by_its_language_and_every_other_by_english() {
        for (tag, expected) in [
            ("fr", "fr"),
            ("FR-ca", "fr"),
            ("pt-BR", "pt"),
            ("pt_BR", "pt"),
            ("de-AT-1996", "de"),
            ("frr", "en"),
            ("el", "en"),
            ("", "en"),
            ("-", "en"),
            ("français", "en"),
        ] {
            assert_eq!(WidgetLanguage::of_tag(tag).tag, expected, "{tag}");
        }
    }

    #[test]
    fn every_language_has_every_text_and_each_fits_its_field() {
        for language in &WIDGET_LANGUAGES {
            let tag = LanguageTag::parse(language.tag).unwrap();
            assert_eq!(tag.primary(), language.tag);
            let fits = |text: &str, limit: usize| (1..=limit).contains(&text.chars().count());
            assert!(fits(language.notification, limit::NOTIFICATION_CHARACTERS));
            assert!(fits(language.welcome, limit::WELCOME_CHARACTERS));
            assert!(fits(language.placeholder, limit::NAME_CHARACTERS));
            assert!(!language.chat.is_empty() && !language.close.is_empty());
            assert_eq!(places(language.not_an_email), ["input"], "{}", language.tag);
        }
    }

    #[test]
    fn each_language_stands_there_once() {
        let mut tags: Vec<_> = WIDGET_LANGUAGES
            .iter()
            .map(|language| language.tag)
            .collect();
        assert_eq!(tags.first(), Some(&"en"));
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), WIDGET_LANGUAGES.len());
    }
}
