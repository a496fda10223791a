//! Every sentence and label of the console, in each of its languages (spec 8.12).

use domain::problem::Fault;
use domain::user::Language;
use domain::wire::Refusal;
use leptos::prelude::*;

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
    porchlight: "Porchlight", "Porchlight";
    skip_to_content: "Skip to content", "Aller au contenu";
    main_navigation: "Main", "Navigation principale";
    cancel: "Cancel", "Annuler";
    close: "Close", "Fermer";
    save: "Save", "Enregistrer";
    saved: "Saved.", "Enregistré.";
    copy: "Copy", "Copier";
    copied: "Copied.", "Copié.";
    try_again: "Try again", "Réessayer";
    back: "Back", "Retour";
    reload: "Reload", "Recharger";

    inbox: "Inbox", "Boîte de réception";
    conversations: "Conversations", "Conversations";
    filter_all: "All", "Toutes";
    filter_mine: "Mine", "À moi";
    filter_unread: "Unread", "Non lues";
    filter_ended: "Ended", "Terminées";
    show: "Show", "Afficher";
    you_said: "You: {words}", "Vous : {words}";
    colleague_said: "{name}: {words}", "{name} : {words}";
    message_deleted: "Message deleted", "Message supprimé";
    no_words_yet: "No message yet", "Aucun message";
    ended: "Ended", "Terminée";
    typing_short: "Typing…", "En train d’écrire…";
    unread_one: "1 unread message", "1 message non lu";
    unread_many: "{count} unread messages", "{count} messages non lus";
    waiting_one: "1 conversation waits for you", "1 conversation vous attend";
    waiting_many: "{count} conversations wait for you", "{count} conversations vous attendent";
    nothing_mine: "You are in no conversation. Answer one and it is yours.", "Vous ne participez à aucune conversation. Répondez à l’une d’elles pour la prendre.";
    nothing_unread: "Everything is read.", "Tout est lu.";
    nothing_ended: "No conversation has ended yet.", "Aucune conversation n’est terminée.";
    load_older_conversations: "Show older conversations", "Afficher les conversations plus anciennes";
    unknown_channel: "Other channel", "Autre canal";

    empty_title: "No conversations yet", "Pas encore de conversation";
    empty_text: "Paste this tag into the pages of your site. A chat button appears there, and what visitors write appears here.", "Collez cette balise dans les pages de votre site. Un bouton de discussion y apparaît, et ce que les visiteurs écrivent s’affiche ici.";
    empty_tag: "Script tag", "Balise script";
    empty_page: "Open the full-page chat", "Ouvrir la discussion en pleine page";
    choose_title: "Choose a conversation", "Choisissez une conversation";
    choose_text: "Pick one on the left. Tab in an empty reply box takes you to the next unread one.", "Prenez-en une à gauche. La touche Tab dans une réponse vide mène à la prochaine non lue.";
    no_such_conversation: "There is no such conversation", "Cette conversation n’existe pas";
    no_such_conversation_text: "It may have been removed, or the address is incomplete.", "Elle a peut-être été supprimée, ou l’adresse est incomplète.";
    no_answer: "Nothing came back", "Pas de réponse";
    cannot_load: "This could not be loaded. What you wrote is kept.", "Le chargement a échoué. Ce que vous avez écrit est conservé.";

    visitor: "Visitor", "Visiteur";
    you: "You", "Vous";
    page_outside: "Opens the visitor’s page in a new tab", "Ouvre la page du visiteur dans un nouvel onglet";
    messages: "Messages", "Messages";
    today: "Today", "Aujourd’hui";
    yesterday: "Yesterday", "Hier";
    new_messages: "New messages", "Nouveaux messages";
    joined_you: "You joined", "Vous avez rejoint la conversation";
    joined: "{name} joined", "{name} a rejoint la conversation";
    left_you: "You left", "Vous avez quitté la conversation";
    left: "{name} left", "{name} a quitté la conversation";
    left_visitor: "{name} left the conversation.", "{name} a quitté la conversation.";
    ended_by_you: "You ended the conversation", "Vous avez terminé la conversation";
    ended_by: "{name} ended the conversation", "{name} a terminé la conversation";
    seen: "Seen", "Vu";
    sending: "Sending…", "Envoi…";
    edited: "Edited", "Modifié";
    not_sent: "Not sent: {reason}", "Non envoyé : {reason}";
    take_back: "Take back", "Reprendre";
    retry: "Retry", "Réessayer";
    edit: "Edit message", "Modifier le message";
    delete: "Delete message", "Supprimer le message";
    editing: "Your message", "Votre message";
    delete_title: "Delete this message?", "Supprimer ce message ?";
    delete_text: "The visitor will see that a message was deleted.", "Le visiteur verra qu’un message a été supprimé.";
    delete_do: "Delete", "Supprimer";
    is_typing: "{name} is typing…", "{name} est en train d’écrire…";
    older_messages: "Loading older messages…", "Chargement des messages plus anciens…";
    latest: "Latest messages", "Derniers messages";
    latest_unread: "{count} new below", "{count} nouveaux plus bas";

    end: "End", "Terminer";
    end_title: "End this conversation?", "Terminer cette conversation ?";
    end_text: "The visitor is told. Nobody can write in it afterwards; it stays in the inbox under Ended.", "Le visiteur en est informé. Plus personne ne pourra y écrire ; elle reste sous Terminées.";
    end_do: "End conversation", "Terminer la conversation";

    reply: "Reply", "Répondre";
    reply_to: "Reply to {name}…", "Répondre à {name}…";
    reply_closed: "This conversation has ended. A new message from the visitor starts another one.", "Cette conversation est terminée. Un nouveau message du visiteur en ouvrira une autre.";
    send: "Send", "Envoyer";
    hint_send: "send", "envoyer";
    hint_line: "new line", "nouvelle ligne";
    hint_next: "next unread", "prochaine non lue";
    emoji: "Insert an emoji", "Insérer un emoji";
    emoji_choices: "Emoji", "Emoji";
    characters_left: "{count} characters left", "{count} caractères restants";
    characters_over: "{count} characters too many", "{count} caractères de trop";
    outbox_full: "Too many messages wait to be sent. Your words stay in the box.", "Trop de messages attendent l’envoi. Votre texte reste dans le champ.";

    reconnecting: "Reconnecting…", "Reconnexion…";
    reconnecting_text: "What you write is kept and sent as soon as the connection is back.", "Ce que vous écrivez est conservé et envoyé dès que la connexion est rétablie.";
    outdated: "A newer version is here. Reload the page to go on.", "Une version plus récente est disponible. Rechargez la page pour continuer.";
    notify_ask: "Notify you of new messages?", "Vous avertir des nouveaux messages ?";
    notify_do: "Turn on", "Activer";
    notify_no: "Not now", "Pas maintenant";

    user_menu: "{name}, {presence}: your menu", "{name}, {presence} : votre menu";
    online: "online", "en ligne";
    away: "away", "absent";
    offline: "offline", "hors ligne";
    preferences: "Preferences", "Préférences";
    sign_out: "Sign out", "Se déconnecter";
    theme: "Theme", "Thème";
    theme_system: "As the system", "Comme le système";
    theme_light: "Light", "Clair";
    theme_dark: "Dark", "Sombre";

    sign_in: "Sign in", "Se connecter";
    sign_in_text: "Answer your visitors.", "Répondez à vos visiteurs.";
    email: "E-mail", "E-mail";
    password: "Password", "Mot de passe";
    sign_in_wrong: "E-mail or password is wrong.", "E-mail ou mot de passe incorrect.";
    sign_in_throttled: "Too many tries. Wait a few minutes and try again.", "Trop de tentatives. Attendez quelques minutes avant de réessayer.";
    form_unavailable: "This cannot be stored right now. Try again in a moment.", "Impossible d’enregistrer pour le moment. Réessayez dans un instant.";

    forgot_link: "Forgot your password?", "Mot de passe oublié ?";
    forgot: "Forgot your password?", "Mot de passe oublié ?";
    forgot_text: "Write the e-mail you sign in with. A link to choose another password comes to it.", "Écrivez l’e-mail avec lequel vous vous connectez. Vous y recevrez un lien pour choisir un autre mot de passe.";
    forgot_do: "Send me a link", "M’envoyer un lien";
    forgot_sent: "If somebody signs in with this e-mail, a link is on its way. It is good for one hour.", "Si quelqu’un se connecte avec cet e-mail, un lien est en route. Il est valable une heure.";
    forgot_no_mail: "This site cannot send e-mail. Ask an administrator for a new link.", "Ce site ne peut pas envoyer d’e-mail. Demandez un nouveau lien à un administrateur.";
    forgot_back: "Back to sign-in", "Retour à la connexion";
    link_wrong: "This link is not valid any more. Ask for another one.", "Ce lien n’est plus valable. Demandez-en un autre.";
    invitation: "Choose a password", "Choisissez un mot de passe";
    invitation_text: "With it you sign in afterwards.", "Il vous servira ensuite à vous connecter.";
    invitation_welcome: "Welcome, {name}. With it you sign in afterwards.", "Bienvenue, {name}. Il vous servira ensuite à vous connecter.";
    invitation_do: "Start", "Commencer";
    reset: "Choose another password", "Choisissez un autre mot de passe";
    reset_text: "You are signed out everywhere else.", "Vous serez déconnecté partout ailleurs.";
    reset_do: "Change password", "Changer le mot de passe";

    setup: "Set up Porchlight", "Installer Porchlight";
    setup_text: "Make the first administrator. You sign in with these afterwards.", "Créez le premier administrateur. Vous vous connecterez ensuite avec ces données.";
    setup_do: "Create administrator", "Créer l’administrateur";
    setup_link_wrong: "This set-up link is not valid. The newest one stands in the server’s log.", "Ce lien d’installation n’est pas valide. Le plus récent figure dans le journal du serveur.";
    name: "Name", "Nom";
    name_help: "What your colleagues see.", "Ce que voient vos collègues.";
    password_help: "At least {count} characters.", "Au moins {count} caractères.";

    preferences_profile: "Profile", "Profil";
    preferences_password: "Password", "Mot de passe";
    preferences_sessions: "Sessions", "Sessions";
    preferences_sections: "Sections of the preferences", "Sections des préférences";
    chat_name: "Online Chat Name", "Nom affiché en discussion";
    chat_name_help: "What visitors see. Empty: your name.", "Ce que voient les visiteurs. Vide : votre nom.";
    main_language: "Online Chat Language", "Langue de discussion";
    main_language_none: "Not set", "Non définie";
    further_languages: "Further languages", "Autres langues";
    further_languages_help: "Visitors who speak one of yours are sent to you first.", "Les visiteurs qui parlent l’une des vôtres vous sont adressés en priorité.";
    country: "Country", "Pays";
    country_none: "Not set", "Non défini";
    time_zone: "Time zone", "Fuseau horaire";
    time_zone_help: "Like Europe/Paris. Empty: that of your browser.", "Comme Europe/Paris. Vide : celui de votre navigateur.";
    language: "Language", "Langue";
    sound: "Sound", "Son";
    sound_help: "A short sound for a visitor’s message while you look elsewhere.", "Un son bref pour un message de visiteur quand vous regardez ailleurs.";
    notifications: "Desktop notifications", "Notifications de bureau";
    notifications_help: "For a visitor’s message while the console is not in front.", "Pour un message de visiteur quand la console n’est pas au premier plan.";
    notifications_allow: "Allow them in this browser", "Les autoriser dans ce navigateur";
    notifications_denied: "This browser blocks them. Allow them in its settings for this site.", "Ce navigateur les bloque. Autorisez-les dans ses réglages pour ce site.";
    notifications_granted: "This browser shows them.", "Ce navigateur les affiche.";
    password_present: "Present password", "Mot de passe actuel";
    password_new: "New password", "Nouveau mot de passe";
    password_do: "Change password", "Changer le mot de passe";
    password_changed: "Changed. Your other sessions are signed out.", "Changé. Vos autres sessions sont déconnectées.";
    password_text: "All your other sessions are signed out with it.", "Toutes vos autres sessions seront déconnectées.";
    sessions_text: "Browsers in which you are signed in.", "Navigateurs dans lesquels vous êtes connecté.";
    session_here: "This browser", "Ce navigateur";
    session_since: "Signed in", "Connecté depuis";
    session_used: "last used", "dernière utilisation";
    session_revoke: "Sign out", "Déconnecter";
    session_revoke_of: "Sign out {name}", "Déconnecter {name}";
    sessions_revoke_others: "Sign out everywhere else", "Déconnecter partout ailleurs";
    session_browser: "{browser} on {system}", "{browser} sur {system}";
    session_unknown: "Unknown browser", "Navigateur inconnu";

    users: "Users", "Utilisateurs";
    users_sections: "Sections of the users", "Sections des utilisateurs";
    users_people: "People", "Personnes";
    users_groups: "Groups", "Groupes";
    users_text: "Everybody who can sign in here.", "Toutes les personnes qui peuvent se connecter ici.";
    role: "Role", "Rôle";
    role_operator: "Operator", "Opérateur";
    role_administrator: "Administrator", "Administrateur";
    last_seen: "Last seen", "Vu pour la dernière fois";
    never: "never", "jamais";
    invited: "Invited", "Invité";
    invite: "Invite", "Inviter";
    invite_title: "Invite somebody", "Inviter quelqu’un";
    invite_text: "They get an e-mail with a link, choose a password, and are in.", "La personne reçoit un e-mail avec un lien, choisit un mot de passe et peut commencer.";
    invite_sent: "{name} gets an e-mail at {email}.", "{name} reçoit un e-mail à l’adresse {email}.";
    invite_not_sent: "No mail server is set, so no e-mail goes to {email}. Hand this link to {name} yourself.", "Aucun serveur de messagerie n’est configuré : aucun e-mail ne part vers {email}. Transmettez vous-même ce lien à {name}.";
    invite_link: "Invitation link", "Lien d’invitation";
    invite_link_besides: "If it does not arrive, hand over this link. It is good for seven days and works once.", "S’il n’arrive pas, transmettez ce lien. Il est valable sept jours et ne sert qu’une fois.";
    invite_again: "Send again", "Renvoyer";
    invited_text: "Has not chosen a password yet.", "N’a pas encore choisi de mot de passe.";
    invited_again: "New invitation for {name}", "Nouvelle invitation pour {name}";
    user_edit: "Edit", "Modifier";
    user_edit_of: "Edit {name}", "Modifier {name}";
    remove: "Remove", "Retirer";
    removed: "Removed.", "Retiré.";
    remove_title: "Remove this person?", "Retirer cette personne ?";
    remove_text: "They are signed out everywhere, leave their conversations, and can sign in no more. What they wrote stays.", "Elle est déconnectée partout, quitte ses conversations et ne peut plus se connecter. Ce qu’elle a écrit reste.";
    groups_text: "Groups decide who may use which canned responses. Everybody is in the built-in ones by role.", "Les groupes déterminent qui peut utiliser quelles réponses types. Chacun appartient aux groupes intégrés selon son rôle.";
    group_name: "Group name", "Nom du groupe";
    group_make: "Add group", "Ajouter un groupe";
    group_operators: "Operators", "Opérateurs";
    group_administrators: "Administrators", "Administrateurs";
    group_built_in: "Built in", "Intégré";
    group_member_one: "1 member", "1 membre";
    group_members: "{count} members", "{count} membres";
    group_rename: "Rename group", "Renommer le groupe";
    group_rename_of: "Rename {name}", "Renommer {name}";
    group_delete_of: "Delete {name}", "Supprimer {name}";
    group_delete_title: "Delete this group?", "Supprimer ce groupe ?";
    group_delete_text: "Its members stay users. What was shared with the group is no longer shared.", "Ses membres restent utilisateurs. Ce qui était partagé avec le groupe ne l’est plus.";

    settings: "Settings", "Réglages";
    settings_sections: "Sections of the settings", "Sections des réglages";
    settings_site: "General", "Général";
    settings_changed: "Somebody else saved these settings while you edited them. What you typed is kept: save again to replace theirs.", "Quelqu’un d’autre a enregistré ces réglages pendant que vous les modifiiez. Votre saisie est conservée : enregistrez de nouveau pour remplacer la sienne.";
    settings_changed_do: "Show theirs", "Afficher la sienne";
    site_name: "Site name", "Nom du site";
    site_name_help: "Who e-mails come from.", "L’expéditeur des e-mails.";
    site_languages: "Languages", "Langues";
    site_languages_help: "What operators can choose to chat in.", "Celles que les opérateurs peuvent choisir pour discuter.";
    mail_text: "Invitations and links for forgotten passwords go through this server.", "Les invitations et les liens pour mots de passe oubliés passent par ce serveur.";
    mail_host: "Mail server", "Serveur de messagerie";
    mail_host_help: "Like mail.example.org. Empty: nothing is sent.", "Comme mail.example.org. Vide : rien n’est envoyé.";
    mail_port: "Port", "Port";
    mail_port_help: "587 for STARTTLS, 465 for TLS.", "587 pour STARTTLS, 465 pour TLS.";
    mail_encryption: "Encryption", "Chiffrement";
    mail_encryption_starttls: "STARTTLS", "STARTTLS";
    mail_encryption_tls: "TLS", "TLS";
    mail_encryption_none: "None", "Aucun";
    mail_user: "User", "Utilisateur";
    mail_user_help: "Empty: no sign-in there.", "Vide : pas d’authentification.";
    mail_password_kept: "A password is kept. Empty: it stays as it is.", "Un mot de passe est conservé. Vide : il reste inchangé.";
    mail_sender: "Sender", "Expéditeur";
    mail_sender_help: "The address that e-mails come from.", "L’adresse d’où partent les e-mails.";
    mail_test: "Send a test", "Envoyer un essai";
    mail_testing: "Asking the mail server…", "Le serveur de messagerie est interrogé…";
    mail_tested: "The mail server took a test for {email}. Look whether it arrives.", "Le serveur a accepté un essai pour {email}. Vérifiez qu’il arrive.";
    mail_silent: "The mail server did not answer within 20 seconds.", "Le serveur de messagerie n’a pas répondu en 20 secondes.";
    mail_unreachable: "The mail server cannot be reached: {reason}", "Le serveur de messagerie est injoignable : {reason}";
    mail_refused: "The mail server says: {reason}", "Le serveur de messagerie répond : {reason}";
    mail_sealed: "The stored password cannot be read: the key has changed. Type it again.", "Le mot de passe enregistré est illisible : la clé a changé. Saisissez-le de nouveau.";
    mails: "Waiting and failed e-mails", "E-mails en attente ou en échec";
    mails_none: "Every e-mail has been sent.", "Tous les e-mails ont été envoyés.";
    mail_waits: "waiting", "en attente";
    mail_next: "next try", "prochain essai";
    mail_failed: "given up", "abandonné";
    mail_again: "Send again", "Renvoyer";
    mail_again_of: "Send again the e-mail to {email}", "Renvoyer l’e-mail à {email}";
    mail_forget: "Forget", "Oublier";
    mail_forget_of: "Forget the e-mail to {email}", "Oublier l’e-mail à {email}";

    not_allowed: "This is for administrators", "Réservé aux administrateurs";
    not_allowed_text: "Ask an administrator to do it, or to make you one.", "Demandez à un administrateur de le faire, ou de vous nommer administrateur.";
    not_found: "There is no such page", "Cette page n’existe pas";
    not_found_text: "The address is wrong, or the page has moved.", "L’adresse est fausse, ou la page a été déplacée.";
    unavailable: "Not available right now", "Indisponible pour le moment";
    unavailable_text: "The database does not answer. Nothing is lost, and this page tries again by itself.", "La base de données ne répond pas. Rien n’est perdu, et cette page réessaie d’elle-même.";
    not_found_do: "Go to the inbox", "Aller à la boîte de réception";

    now: "now", "à l’instant";
    minutes: "{count} min", "{count} min";

    fault_missing: "Fill this in.", "À remplir.";
    fault_too_long: "At most {count} characters.", "Au plus {count} caractères.";
    fault_too_short: "At least {count} characters.", "Au moins {count} caractères.";
    fault_not_an_email: "Write an address like ada@example.org.", "Écrivez une adresse comme ada@example.org.";
    fault_taken: "Somebody else uses this already.", "Déjà utilisé par quelqu’un d’autre.";
    fault_wrong: "This is not your present password.", "Ce n’est pas votre mot de passe actuel.";

    fault_too_many: "At most {count} of them.", "Au plus {count}.";
    fault_out_of_range: "A whole number from {least} to {most}.", "Un nombre entier de {least} à {most}.";
    fault_not_a_host: "Write the name of a machine, like mail.example.org.", "Écrivez le nom d’une machine, comme mail.example.org.";
    fault_not_a_time_zone: "Write a name like Europe/Paris.", "Écrivez un nom comme Europe/Paris.";
    fault_not_allowed: "This is not possible here.", "Ce n’est pas possible ici.";
    fault_last_administrator: "Nobody else is an administrator. Make somebody else one first.", "Personne d’autre n’est administrateur. Nommez-en d’abord un autre.";
    fault_changed: "Somebody else has changed this meanwhile.", "Quelqu’un d’autre a modifié ceci entre-temps.";

    refusal_malformed: "the request cannot be read", "la demande est illisible";
    refusal_empty: "it is empty", "il est vide";
    refusal_too_long: "it is too long", "il est trop long";
    refusal_not_found: "there is no such conversation", "cette conversation n’existe pas";
    refusal_not_yours: "only its author can change it", "seul son auteur peut le modifier";
    refusal_ended: "the conversation has ended", "la conversation est terminée";
    refusal_unauthorized: "you are signed out", "vous êtes déconnecté";
    refusal_forbidden: "you may not do this", "vous n’en avez pas le droit";
    refusal_too_many: "too many at once", "trop à la fois";
    refusal_unavailable: "it cannot be stored right now", "il ne peut pas être enregistré pour le moment";
    refused: "This did not happen: {reason}.", "Cela n’a pas été fait : {reason}.";
}

/// The texts of a language.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// The texts of the page's language.
pub(crate) fn use_texts() -> &'static Texts {
    texts(use_context::<Language>().unwrap_or_default())
}

/// A text with values in the place of `{name}`.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// A text with a number in the place of `{count}`.
pub(crate) fn fill_count(text: &str, count: usize) -> String {
    fill(text, &[("count", &count.to_string())])
}

impl Texts {
    /// What is wrong with a field, as a sentence.
    pub(crate) fn fault(&self, fault: Fault) -> String {
        match fault {
            Fault::Missing => self.fault_missing.to_owned(),
            Fault::TooLong { limit } => fill_count(self.fault_too_long, limit),
            Fault::TooShort { limit } => fill_count(self.fault_too_short, limit),
            Fault::NotAnEmail => self.fault_not_an_email.to_owned(),
            Fault::Taken => self.fault_taken.to_owned(),
            Fault::Wrong => self.fault_wrong.to_owned(),
            Fault::TooMany { limit } => fill_count(self.fault_too_many, limit),
            Fault::OutOfRange { least, most } => fill(
                self.fault_out_of_range,
                &[("least", &least.to_string()), ("most", &most.to_string())],
            ),
            Fault::NotAHost => self.fault_not_a_host.to_owned(),
            Fault::NotATimeZone => self.fault_not_a_time_zone.to_owned(),
            Fault::NotAllowed => self.fault_not_allowed.to_owned(),
            Fault::LastAdministrator => self.fault_last_administrator.to_owned(),
            Fault::Changed => self.fault_changed.to_owned(),
        }
    }

    /// Why a request was refused, to stand after a colon.
    pub(crate) fn refusal(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::Malformed => self.refusal_malformed,
            Refusal::Empty => self.refusal_empty,
            Refusal::TooLong => self.refusal_too_long,
            Refusal::NotFound => self.refusal_not_found,
            Refusal::NotYours => self.refusal_not_yours,
            Refusal::Ended => self.refusal_ended,
            Refusal::Unauthorized => self.refusal_unauthorized,
            Refusal::ForeignOrigin | Refusal::Forbidden => self.refusal_forbidden,
            Refusal::TooMany => self.refusal_too_many,
            Refusal::NobodyAvailable | Refusal::Unavailable => self.refusal_unavailable,
        }
    }
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
            assert!(!english.trim().is_empty(), "{name}");
            assert!(!french.trim().is_empty(), "{name}");
            assert_eq!(placeholders(english), placeholders(french), "{name}");
        }
    }

    #[test]
    fn values_stand_where_their_names_were() {
        assert_eq!(fill("{a} and {b}", &[("a", "1"), ("b", "2")]), "1 and 2");
        assert_eq!(fill_count("{count} min", 4), "4 min");
    }
}
