//! The widget's own words; those of the channel come with its configuration (spec 3.3).

use domain::wire::Refusal;

/// The words in one language.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Name of the button and the window.
    pub chat: &'static str,
    /// Label of the list of messages.
    pub messages: &'static str,
    /// Label of the input.
    pub input: &'static str,
    /// Label of the button that sends.
    pub send: &'static str,
    /// Label of the button that shows emoji, and of their list.
    pub emoji: &'static str,
    /// Label of the button that folds the window.
    pub fold: &'static str,
    /// Label of ✕.
    pub close: &'static str,
    /// Who wrote one's own messages, for screen readers.
    pub you: &'static str,
    /// A message on its way.
    pub sending: &'static str,
    /// A message that the server has.
    pub sent: &'static str,
    /// A message that an operator has seen.
    pub seen: &'static str,
    /// A message that the server refused.
    pub not_sent: &'static str,
    /// Mark of a changed message.
    pub edited: &'static str,
    /// In place of a message taken away.
    pub deleted: &'static str,
    /// Button that changes a message.
    pub edit: &'static str,
    /// Button that takes a message away.
    pub delete: &'static str,
    /// Button that puts an unsent message back into the input.
    pub take_back: &'static str,
    /// Above the input while it changes a message.
    pub editing: &'static str,
    /// Button that leaves a message as it was.
    pub cancel: &'static str,
    /// The question whether to leave (spec 6.8).
    pub leaving: &'static str,
    /// Its consent.
    pub yes: &'static str,
    /// Its refusal.
    pub no: &'static str,
    /// After the end (spec 6.9).
    pub ended: &'static str,
    /// Button that begins anew.
    pub renew: &'static str,
    /// Follows a name: he came.
    pub joined: &'static str,
    /// Follows a name: he went.
    pub left: &'static str,
    /// Follows a name: he ended the conversation.
    pub ended_by: &'static str,
    /// The visitor went.
    pub you_left: &'static str,
    /// Follows a name: he types.
    pub typing: &'static str,
    /// Follows a number.
    pub unread: &'static str,
    /// Nobody is there (spec 5.7).
    pub nobody: &'static str,
    /// The words are too many.
    pub too_long: &'static str,
    /// Too much at once.
    pub too_many: &'static str,
    /// Anything else.
    pub refused: &'static str,
}

static ENGLISH: Texts = Texts {
    chat: "Chat",
    messages: "Messages",
    input: "Message",
    send: "Send",
    emoji: "Emoji",
    fold: "Fold",
    close: "Close",
    you: "You",
    sending: "Sending…",
    sent: "Sent",
    seen: "Seen",
    not_sent: "Not sent",
    edited: "edited",
    deleted: "Message deleted",
    edit: "Edit",
    delete: "Delete",
    take_back: "Take back",
    editing: "Editing a message",
    cancel: "Cancel",
    leaving: "Leaving will end the live chat. Do you want to proceed?",
    yes: "Yes",
    no: "No",
    ended: "This livechat conversation has ended",
    renew: "New Session",
    joined: "joined",
    left: "left",
    ended_by: "ended the conversation",
    you_left: "You left the conversation",
    typing: "is typing…",
    unread: "unread",
    nobody: "No available collaborator, please try again later.",
    too_long: "This is too long. Shorten it and send it again.",
    too_many: "Too much at once. Wait a moment and send it again.",
    refused: "This could not be sent. Your text is kept.",
};

static FRENCH: Texts = Texts {
    chat: "Discussion",
    messages: "Messages",
    input: "Message",
    send: "Envoyer",
    emoji: "Émoji",
    fold: "Réduire",
    close: "Fermer",
    you: "Vous",
    sending: "Envoi…",
    sent: "Envoyé",
    seen: "Vu",
    not_sent: "Non envoyé",
    edited: "modifié",
    deleted: "Message supprimé",
    edit: "Modifier",
    delete: "Supprimer",
    take_back: "Reprendre",
    editing: "Modification d’un message",
    cancel: "Annuler",
    leaving: "Quitter mettra fin à la discussion. Voulez-vous continuer ?",
    yes: "Oui",
    no: "Non",
    ended: "Cette discussion est terminée",
    renew: "Nouvelle session",
    joined: "a rejoint la discussion",
    left: "a quitté la discussion",
    ended_by: "a mis fin à la discussion",
    you_left: "Vous avez quitté la discussion",
    typing: "écrit…",
    unread: "non lus",
    nobody: "Aucun collaborateur disponible, veuillez réessayer plus tard.",
    too_long: "Ce message est trop long. Raccourcissez-le et renvoyez-le.",
    too_many: "Trop de messages à la fois. Patientez un instant.",
    refused: "L’envoi a échoué. Votre texte est conservé.",
};

impl Texts {
    /// The words for a language tag; English where there are none.
    pub(crate) fn of(language: &str) -> &'static Self {
        if language.starts_with("fr") {
            &FRENCH
        } else {
            &ENGLISH
        }
    }

    /// Why something was refused.
    pub(crate) fn why(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::NobodyAvailable => self.nobody,
            Refusal::TooLong => self.too_long,
            Refusal::TooMany => self.too_many,
            Refusal::Ended => self.ended,
            _ => self.refused,
        }
    }
}
