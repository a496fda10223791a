//! What letters say, in each language of the console (spec 8.12). The console's own table stands in the crate `texts`.

domain::translations! {
    hello: "Hello {name},", "Bonjour {name},";
    invitation_subject: "{by} invites you to {site}", "{by} vous invite sur {site}";
    invitation_text: "{by} invites you to answer visitors on {site}. Choose a password, and you are in.", "{by} vous invite à répondre aux visiteurs sur {site}. Choisissez un mot de passe pour commencer.";
    invitation_do: "Choose a password", "Choisir un mot de passe";
    invitation_end: "The link is good for seven days and works once. If you did not expect it, do nothing.", "Le lien est valable sept jours et ne sert qu’une fois. Si vous ne l’attendiez pas, ne faites rien.";
    reset_subject: "Your password for {site}", "Votre mot de passe pour {site}";
    reset_text: "Somebody said that you forgot your password for {site}. Here you can choose another one.", "Quelqu’un a indiqué que vous aviez oublié votre mot de passe pour {site}. Vous pouvez en choisir un autre ici.";
    reset_do: "Choose another password", "Choisir un autre mot de passe";
    reset_end: "The link is good for one hour and works once. If it was not you, do nothing: your password stays as it is.", "Le lien est valable une heure et ne sert qu’une fois. Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé.";
    answer_subject: "{name} from {site} answers you", "{name} de {site} vous répond";
    answer_quoted: "You wrote:", "Vous avez écrit :";
    missed_subject: "{name} from {site} wrote to you", "{name} de {site} vous a écrit";
    missed_text: "This was written to you while you were away:", "Voici ce qui vous a été écrit pendant votre absence :";
    missed_do: "Continue the conversation", "Reprendre la conversation";
    missed_end: "The link is good for seven days and opens this conversation alone. Whoever has it can read and write there: keep this e-mail to yourself.", "Le lien est valable sept jours et n’ouvre que cette conversation. Quiconque l’a peut y lire et y écrire : gardez cet e-mail pour vous.";
    missed_decline: "Get no more e-mails about this conversation", "Ne plus recevoir d’e-mails sur cette conversation";
    mention_subject: "{by} mentions you on {site}", "{by} vous mentionne sur {site}";
    mention_text: "{by} mentions you in a conversation:", "{by} vous mentionne dans une conversation :";
    mention_do: "Open the conversation", "Ouvrir la conversation";
    mention_end: "You get this because you were away. Under My Preferences you choose whether you want these e-mails.", "Vous recevez ceci parce que vous étiez absent. Dans Mes préférences, vous choisissez si vous voulez ces e-mails.";
    transcript_subject: "Your conversation with {site}", "Votre conversation avec {site}";
    transcript_text: "This is what was said:", "Voici ce qui a été dit :";
    transcript_title: "Conversation with {name}", "Conversation avec {name}";
    transcript_zone: "All times are in the time zone {zone}.", "Toutes les heures sont dans le fuseau horaire {zone}.";
    months: "January,February,March,April,May,June,July,August,September,October,November,December", "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre";
    date: "{day} {month} {year}", "{day} {month} {year}";
    first_of_month: "1", "1er";
    transcript_empty: "Nothing was said.", "Rien n’a été dit.";
    test_subject: "A test from {site}", "Un essai de {site}";
    test_text: "{site} can send e-mail. You asked for this test in its settings.", "{site} peut envoyer des e-mails. Vous avez demandé cet essai dans ses réglages.";
}
