//! What the server hands a page with: rendered from on both sides, so that nothing is asked for twice and nothing flashes.

use crate::api::Failure;
use domain::canned::CannedResponses;
use domain::channel::{ChannelFacts, ChannelForm};
use domain::chat::Chat;
use domain::chatbot::{ChatbotCard, ChatbotForm};
use domain::country_table::CountryTables;
use domain::details::Details;
use domain::expertise::Expertise;
use domain::id::{ChannelId, ConversationId, SessionId};
use domain::inbox::InboxRow;
use domain::language::LanguageTag;
use domain::mail::{Mail, ShownMailServer};
use domain::member::Members;
use domain::problem::Problem;
use domain::second_factor::SecondFactor;
use domain::settings::{Conversations, Site, Versioned};
use domain::tag::Tag;
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
    /// The form of the channel that the address names, if it is one and may be seen.
    pub channel_form: Option<(ChannelId, Result<ChannelForm, Failure>)>,
    /// What is counted of each channel, if the page shows it.
    pub channel_facts: Option<Vec<ChannelFacts>>,
    /// The conversation of the address, if it names one.
    pub opened: Option<Opened>,
    /// The user's sessions, if the page shows them.
    pub sessions: Option<Vec<Session>>,
    /// Whether the user's second factor is asked for, if the page shows it.
    pub second_factor: Option<SecondFactor>,
    /// What operators can know about, if the page shows it.
    pub expertises: Option<Vec<Expertise>>,
    /// What the section of the configuration shows, if the page is one.
    pub configuration: Option<Configuration>,
    /// The languages that operators may choose.
    pub languages: Vec<LanguageTag>,
    /// What the page shows to administrators alone, if it is one of theirs.
    pub administration: Option<Administration>,
}

/// What a section of the configuration shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Configuration {
    /// The tags, by name.
    Tags(Vec<Tag>),
    /// The canned responses that the user may read.
    Canned(CannedResponses),
}

/// What a page for administrators shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Administration {
    /// Everybody and the groups.
    Members(Members),
    /// Name and languages of the site.
    Site(Versioned<Site>),
    /// How conversations are handed on.
    Conversations(Versioned<Conversations>),
    /// The mail server, and the letters that wait or were given up.
    Mail(Versioned<ShownMailServer>, Vec<Mail>),
    /// The tables that tell countries of addresses.
    Countries(CountryTables),
    /// The chatbots.
    Chatbots(Vec<ChatbotCard>),
    /// What the form of a chatbot shows.
    Chatbot(Box<ChatbotForm>),
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
