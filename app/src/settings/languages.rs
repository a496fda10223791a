//! Languages by the names that their speakers give them, which need no translation.

/// Tag and name, in the order of their names as far as scripts allow.
pub(crate) const LANGUAGES: [(&str, &str); 45] = [
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("et", "Eesti"),
    ("en", "English"),
    ("es", "Español"),
    ("eu", "Euskara"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("hr", "Hrvatski"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("sw", "Kiswahili"),
    ("lv", "Latviešu"),
    ("lt", "Lietuvių"),
    ("hu", "Magyar"),
    ("mt", "Malti"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("sq", "Shqip"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("vi", "Tiếng Việt"),
    ("tr", "Türkçe"),
    ("el", "Ελληνικά"),
    ("bg", "Български"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("he", "עברית"),
    ("ar", "العربية"),
    ("hi", "हिन्दी"),
    ("th", "ไทย"),
    ("zh", "中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
];

/// The name of a language, or its tag if nothing is known of it.
pub(crate) fn language_name(tag: &str) -> &str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::LanguageTag;

    #[test]
    fn every_language_is_there_once_and_by_its_first_part() {
        for (index, (tag, _)) in LANGUAGES.iter().enumerate() {
            let parsed = LanguageTag::parse(tag);
            assert_eq!(parsed.as_ref().map(LanguageTag::primary), Some(*tag));
            assert!(
                LANGUAGES
                    .iter()
                    .skip(index + 1)
                    .all(|(other, _)| other != tag)
            );
        }
    }

    #[test]
    fn a_language_without_a_name_is_called_by_its_tag() {
        assert_eq!(language_name("fr"), "Français");
        assert_eq!(language_name("tlh"), "tlh");
    }
}
