//! What letters to visitors say, in each language of the widget (spec 5.8, 14.3); what an operator takes along is written in his.

use domain::widget_language::WidgetLanguage;

/// The texts of one language; `{…}` stands where `domain::translation::fill` puts something.
#[derive(Debug)]
pub(crate) struct VisitorTexts {
    /// Over the answer to what was left while nobody was there.
    pub(crate) answer_subject: &'static str,
    /// Before what is answered.
    pub(crate) answer_quoted: &'static str,
    /// Over what he missed.
    pub(crate) missed_subject: &'static str,
    /// Before it.
    pub(crate) missed_text: &'static str,
    /// What leads back into the conversation.
    pub(crate) missed_do: &'static str,
    /// What that link is worth.
    pub(crate) missed_end: &'static str,
    /// What ends these letters.
    pub(crate) missed_decline: &'static str,
    /// Over what was said.
    pub(crate) transcript_subject: &'static str,
    /// Before it.
    pub(crate) transcript_text: &'static str,
    /// Over what was said, as a page for operators.
    pub(crate) transcript_title: &'static str,
    /// Whose time it is.
    pub(crate) transcript_zone: &'static str,
    /// In the place of what was said, if nothing was.
    pub(crate) transcript_empty: &'static str,
    /// The twelve, with commas between them.
    pub(crate) months: &'static str,
    /// A day.
    pub(crate) date: &'static str,
    /// What the first is called.
    pub(crate) first_of_month: &'static str,
}

/// The texts for who speaks a language, by its tag.
pub(crate) fn visitor_texts(tag: &str) -> &'static VisitorTexts {
    match WidgetLanguage::of_tag(tag).tag {
        "de" => &GERMAN,
        "es" => &SPANISH,
        "fr" => &FRENCH,
        "it" => &ITALIAN,
        "nl" => &DUTCH,
        "pt" => &PORTUGUESE,
        _ => &ENGLISH,
    }
}

static ENGLISH: VisitorTexts = VisitorTexts {
    answer_subject: "{name} from {site} answers you",
    answer_quoted: "You wrote:",
    missed_subject: "{name} from {site} wrote to you",
    missed_text: "This was written to you while you were away:",
    missed_do: "Continue the conversation",
    missed_end: "The link is good for seven days and opens this conversation alone. Whoever has it can read and write there: keep this e-mail to yourself.",
    missed_decline: "Get no more e-mails about this conversation",
    transcript_subject: "Your conversation with {site}",
    transcript_text: "This is what was said:",
    transcript_title: "Conversation with {name}",
    transcript_zone: "All times are in the time zone {zone}.",
    transcript_empty: "Nothing was said.",
    months: "January,February,March,April,May,June,July,August,September,October,November,December",
    date: "{day} {month} {year}",
    first_of_month: "1",
};

static GERMAN: VisitorTexts = VisitorTexts {
    answer_subject: "{name} von {site} antwortet Ihnen",
    answer_quoted: "Sie schrieben:",
    missed_subject: "{name} von {site} hat Ihnen geschrieben",
    missed_text: "Das wurde Ihnen geschrieben, während Sie weg waren:",
    missed_do: "Gespräch fortsetzen",
    missed_end: "Der Link gilt sieben Tage und öffnet nur dieses Gespräch. Wer ihn hat, kann dort lesen und schreiben: Behalten Sie diese E-Mail für sich.",
    missed_decline: "Keine weiteren E-Mails zu diesem Gespräch erhalten",
    transcript_subject: "Ihr Gespräch mit {site}",
    transcript_text: "Das wurde gesagt:",
    transcript_title: "Gespräch mit {name}",
    transcript_zone: "Alle Uhrzeiten gelten in der Zeitzone {zone}.",
    transcript_empty: "Es wurde nichts gesagt.",
    months: "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    date: "{day}. {month} {year}",
    first_of_month: "1",
};

static SPANISH: VisitorTexts = VisitorTexts {
    answer_subject: "{name} de {site} le responde",
    answer_quoted: "Usted escribió:",
    missed_subject: "{name} de {site} le ha escrito",
    missed_text: "Esto se le escribió mientras no estaba:",
    missed_do: "Continuar la conversación",
    missed_end: "El enlace es válido durante siete días y solo abre esta conversación. Quien lo tenga puede leer y escribir en ella: no comparta este correo.",
    missed_decline: "No recibir más correos sobre esta conversación",
    transcript_subject: "Su conversación con {site}",
    transcript_text: "Esto es lo que se dijo:",
    transcript_title: "Conversación con {name}",
    transcript_zone: "Todas las horas son de la zona horaria {zone}.",
    transcript_empty: "No se dijo nada.",
    months: "enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre",
    date: "{day} de {month} de {year}",
    first_of_month: "1",
};

static FRENCH: VisitorTexts = VisitorTexts {
    answer_subject: "{name} de {site} vous répond",
    answer_quoted: "Vous avez écrit :",
    missed_subject: "{name} de {site} vous a écrit",
    missed_text: "Voici ce qui vous a été écrit pendant votre absence :",
    missed_do: "Reprendre la conversation",
    missed_end: "Le lien est valable sept jours et n’ouvre que cette conversation. Quiconque l’a peut y lire et y écrire : gardez cet e-mail pour vous.",
    missed_decline: "Ne plus recevoir d’e-mails sur cette conversation",
    transcript_subject: "Votre conversation avec {site}",
    transcript_text: "Voici ce qui a été dit :",
    transcript_title: "Conversation avec {name}",
    transcript_zone: "Toutes les heures sont dans le fuseau horaire {zone}.",
    transcript_empty: "Rien n’a été dit.",
    months: "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
    date: "{day} {month} {year}",
    first_of_month: "1er",
};

static ITALIAN: VisitorTexts = VisitorTexts {
    answer_subject: "{name} di {site} ti risponde",
    answer_quoted: "Hai scritto:",
    missed_subject: "{name} di {site} ti ha scritto",
    missed_text: "Ecco che cosa ti è stato scritto mentre non c’eri:",
    missed_do: "Continua la conversazione",
    missed_end: "Il link vale sette giorni e apre solo questa conversazione. Chi lo ha può leggere e scrivere lì: tieni questa e-mail per te.",
    missed_decline: "Non ricevere altre e-mail su questa conversazione",
    transcript_subject: "La tua conversazione con {site}",
    transcript_text: "Ecco che cosa è stato detto:",
    transcript_title: "Conversazione con {name}",
    transcript_zone: "Tutti gli orari sono nel fuso orario {zone}.",
    transcript_empty: "Non è stato detto nulla.",
    months: "gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre",
    date: "{day} {month} {year}",
    first_of_month: "1º",
};

static DUTCH: VisitorTexts = VisitorTexts {
    answer_subject: "{name} van {site} antwoordt je",
    answer_quoted: "Je schreef:",
    missed_subject: "{name} van {site} heeft je geschreven",
    missed_text: "Dit is je geschreven terwijl je weg was:",
    missed_do: "Ga verder met het gesprek",
    missed_end: "De link is zeven dagen geldig en opent alleen dit gesprek. Wie hem heeft, kan daar lezen en schrijven: houd deze e-mail voor jezelf.",
    missed_decline: "Geen e-mails meer over dit gesprek ontvangen",
    transcript_subject: "Je gesprek met {site}",
    transcript_text: "Dit is er gezegd:",
    transcript_title: "Gesprek met {name}",
    transcript_zone: "Alle tijden zijn in de tijdzone {zone}.",
    transcript_empty: "Er is niets gezegd.",
    months: "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december",
    date: "{day} {month} {year}",
    first_of_month: "1",
};

static PORTUGUESE: VisitorTexts = VisitorTexts {
    answer_subject: "{name} de {site} responde a você",
    answer_quoted: "Você escreveu:",
    missed_subject: "{name} de {site} escreveu para você",
    missed_text: "Isto foi escrito para você enquanto estava ausente:",
    missed_do: "Continuar a conversa",
    missed_end: "O link vale por sete dias e abre apenas esta conversa. Quem o tiver pode ler e escrever nela: guarde este e-mail para você.",
    missed_decline: "Não receber mais e-mails sobre esta conversa",
    transcript_subject: "Sua conversa com {site}",
    transcript_text: "Isto foi o que se disse:",
    transcript_title: "Conversa com {name}",
    transcript_zone: "Todos os horários são do fuso horário {zone}.",
    transcript_empty: "Nada foi dito.",
    months: "janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro",
    date: "{day} de {month} de {year}",
    first_of_month: "1º",
};

#[cfg(test)]
mod tests {
    use super::*;
    use domain::translation::places;
    use domain::widget_language::WIDGET_LANGUAGES;
    use std::collections::BTreeSet;

    fn all(texts: &VisitorTexts) -> [&'static str; 15] {
        [
            texts.answer_subject,
            texts.answer_quoted,
            texts.missed_subject,
            texts.missed_text,
            texts.missed_do,
            texts.missed_end,
            texts.missed_decline,
            texts.transcript_subject,
            texts.transcript_text,
            texts.transcript_title,
            texts.transcript_zone,
            texts.transcript_empty,
            texts.months,
            texts.date,
            texts.first_of_month,
        ]
    }

    #[test]
    fn every_language_of_the_widget_has_letters_of_its_own_with_the_same_places() {
        let subjects: BTreeSet<&str> = WIDGET_LANGUAGES
            .iter()
            .map(|language| visitor_texts(language.tag).transcript_subject)
            .collect();
        assert_eq!(subjects.len(), WIDGET_LANGUAGES.len());
        for language in &WIDGET_LANGUAGES {
            let texts = visitor_texts(language.tag);
            for (text, english) in all(texts).into_iter().zip(all(&ENGLISH)) {
                assert!(!text.trim().is_empty(), "{}: {english}", language.tag);
                assert_eq!(places(text), places(english), "{text}");
            }
            assert_eq!(texts.months.split(',').count(), 12, "{}", language.tag);
        }
        assert_eq!(visitor_texts("de-AT").answer_quoted, "Sie schrieben:");
        assert_eq!(visitor_texts("el").answer_quoted, "You wrote:");
    }
}
