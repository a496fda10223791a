//! What letters say, in each language of the console (spec 8.12). The console's own table stands in `app/src/text.rs`.

use domain::user::Language;

macro_rules! texts {
    ($($name:ident: $english:literal, $french:literal;)+) => {
        /// The texts of one language; `{…}` stands where [`fill`] puts something.
        #[derive(Debug)]
        pub(crate) struct Texts {
            $(#[doc = $english] pub(crate) $name: &'static str,)+
        }

        static ENGLISH: Texts = Texts { $($name: $english,)+ };
        static FRENCH: Texts = Texts { $($name: $french,)+ };

        #[cfg(test)]
        impl Texts {
            fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)+]
            }
        }
    };
}

texts! {
    hello: "Hello {name},", "Bonjour {name},";
    invitation_subject: "{by} invites you to {site}", "{by} vous invite sur {site}";
    invitation_text: "{by} invites you to answer visitors on {site}. Choose a password, and you are in.", "{by} vous invite à répondre aux visiteurs sur {site}. Choisissez un mot de passe pour commencer.";
    invitation_do: "Choose a password", "Choisir un mot de passe";
    invitation_end: "The link is good for seven days and works once. If you did not expect it, do nothing.", "Le lien est valable sept jours et ne sert qu’une fois. Si vous ne l’attendiez pas, ne faites rien.";
    reset_subject: "Your password for {site}", "Votre mot de passe pour {site}";
    reset_text: "Somebody said that you forgot your password for {site}. Here you can choose another one.", "Quelqu’un a indiqué que vous aviez oublié votre mot de passe pour {site}. Vous pouvez en choisir un autre ici.";
    reset_do: "Choose another password", "Choisir un autre mot de passe";
    reset_end: "The link is good for one hour and works once. If it was not you, do nothing: your password stays as it is.", "Le lien est valable une heure et ne sert qu’une fois. Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé.";
    test_subject: "A test from {site}", "Un essai de {site}";
    test_text: "{site} can send e-mail. You asked for this test in its settings.", "{site} peut envoyer des e-mails. Vous avez demandé cet essai dans ses réglages.";
}

/// The texts of a language.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// A text with values in the place of `{name}`. A value is not looked at again, whatever it holds.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = behind;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_entry_is_empty_and_placeholders_agree() {
        let placeholders = |text: &str| {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            found.sort();
            found
        };
        for ((name, english), (_, french)) in ENGLISH.entries().into_iter().zip(FRENCH.entries()) {
            assert!(!english.is_empty() && !french.is_empty(), "{name}");
            assert_eq!(placeholders(english), placeholders(french), "{name}");
        }
    }

    #[test]
    fn a_value_cannot_ask_for_another() {
        let filled = fill("{a} and {b}.", &[("a", "{b}"), ("b", "two")]);
        assert_eq!(filled, "{b} and two.");
    }
}
