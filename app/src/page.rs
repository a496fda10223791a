//! What the server hands a page with: rendered from on both sides, so that nothing is asked for twice and nothing flashes.

use crate::api::Failure;
use crate::first::Packed;
use domain::chat::Chat;
use domain::details::Details;
use domain::id::{ConversationId, SessionId};
use domain::inbox::InboxRow;
use domain::language::LanguageTag;
use domain::problem::Problem;
use domain::team::App;
use domain::time::Timestamp;
use domain::user::{Language, Theme, User};
use domain::wire::console::Snapshot;
use serde::{Deserialize, Serialize};

/// A page's data.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    /// The server's time when it was made.
    pub now: Timestamp,
    /// Where the console is reached from outside, without a slash at the end.
    pub origin: String,
    /// The address of the icons.
    pub icons: String,
    /// The language to speak.
    pub language: Language,
    /// The colours to show.
    pub theme: Theme,
    /// What is on it.
    pub content: Content,
}

/// What is on a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Content {
    /// The form for the first administrator.
    Setup(AccountForm),
    /// The form to sign in.
    SignIn(AccountForm),
    /// The form for the second factor, after the password.
    SecondStep(AccountForm),
    /// The form of an invitation.
    Invitation(AccountForm),
    /// The form of a forgotten password.
    Reset(AccountForm),
    /// The form in which somebody says that he forgot his password.
    Forgot(AccountForm),
    /// The console of somebody who is signed in.
    Console(Box<Start>),
    /// Nothing, for somebody who is not signed in.
    NotFound,
    /// Nothing, because what it is made from cannot be read right now.
    Unavailable,
}

/// A form as it was sent, if it was, and what was wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AccountForm {
    /// The one-time token of the link.
    pub token: String,
    /// Where to go afterwards.
    pub next: String,
    /// The user name that was typed.
    pub name: String,
    /// The address that was typed.
    pub email: String,
    /// Whether a letter was asked for.
    pub is_sent: bool,
    /// What was wrong, field by field.
    pub problems: Vec<Problem>,
    /// What was wrong with the whole.
    pub refusal: Option<AccountRefusal>,
}

/// Why a form as a whole was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountRefusal {
    /// E-mail or password is wrong.
    Wrong,
    /// Too many tries.
    TooMany,
    /// The password was given too long ago for the second factor to follow.
    Expired,
    /// The set-up link is not valid, or no longer.
    SetupLink,
    /// The link of a letter is not valid, or no longer.
    Link,
    /// No mail server is set, so that nobody can be sent a link.
    NoMail,
    /// It cannot be stored right now.
    Unavailable,
}

/// What a console starts with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Start {
    /// Who is signed in.
    pub user: User,
    /// In which session.
    pub session: SessionId,
    /// The inbox and the people.
    pub snapshot: Snapshot,
    /// What the page shows besides, if it is one that comes later.
    pub first: Packed,
    /// The conversation of the address, if it names one.
    pub opened: Option<Opened>,
    /// The languages that operators may choose.
    pub languages: Vec<LanguageTag>,
    /// Which of *Helpdesk* and *CRM* are on.
    pub apps: Vec<App>,
}

/// A conversation that is opened with the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Which.
    pub conversation: ConversationId,
    /// Its newest messages, what operators keep about it, and its row, unless there is no such conversation.
    pub found: Result<(Chat, Details, InboxRow), Failure>,
}

/// A signed-in browser of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was used last.
    pub used_at: Timestamp,
}

/// The theme as the page's `data-theme` names it.
pub(crate) fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}
