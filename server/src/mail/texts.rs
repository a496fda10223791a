//! What letters to people of the console say, in each of its languages (spec 8.12). The console's own table stands in the crate `texts`.

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
    mention_subject: "{by} mentions you on {site}", "{by} vous mentionne sur {site}";
    mention_text: "{by} mentions you in a conversation:", "{by} vous mentionne dans une conversation :";
    mention_do: "Open the conversation", "Ouvrir la conversation";
    mention_end: "You get this because you were away. Under My Preferences you choose whether you want these e-mails.", "Vous recevez ceci parce que vous étiez absent. Dans Mes préférences, vous choisissez si vous voulez ces e-mails.";
    test_subject: "A test from {site}", "Un essai de {site}";
    test_text: "{site} can send e-mail. You asked for this test in its settings.", "{site} peut envoyer des e-mails. Vous avez demandé cet essai dans ses réglages.";
}
