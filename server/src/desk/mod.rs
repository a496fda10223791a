//! The deeds: may you, load, decide in `domain`, save, publish. No SQL and no HTTP here.

mod signal;
mod token;

pub use signal::Signal;
pub use token::{TokenHash, mint};

use crate::clock::Clock;
use crate::error::Error;
use crate::store::Store;
use domain::channel::Channel;
use domain::chat::{Chat, OlderMessages};
use domain::event::{Cursor, Event, Position};
use domain::id::{ConsoleId, ConversationId, PublicConversationId, SessionId};
use domain::inbox::InboxRow;
use domain::message::MessageNumber;
use domain::time::Timestamp;
use domain::user::{Preferences, Role, User};
use domain::wire::console::{self, FromConsole, Person};
use domain::wire::visitor::{self, FromVisitor, WidgetConfig};
use domain::wire::{Accepted, Refusal};
use tokio::sync::{broadcast, watch};

/// Everything that can be done; cheap to clone.
#[derive(Clone, Debug)]
pub struct Desk {
    store: Store,
    clock: Clock,
}

/// What a returning widget is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitorResume {
    /// The cursor is too old or of another journal.
    Snapshot(visitor::Snapshot),
    /// What it missed, possibly nothing.
    Events(visitor::Events),
}

/// What a returning console is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleResume {
    /// The cursor is too old or of another journal.
    Snapshot(Box<console::Snapshot>),
    /// What it missed, possibly nothing, and what passes by without standing in the journal.
    Events(console::Events, console::UpToDate),
}

/// A person whose session is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// In which session.
    pub session: SessionId,
}

/// A session as its user sees it in *My Preferences* (spec 2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// What the browser calls itself, shortened.
    pub user_agent: String,
    /// When he signed in.
    pub created_at: Timestamp,
    /// When it was used last, exact to 5 minutes.
    pub used_at: Timestamp,
}

/// What is needed to make a user.
#[derive(Clone)]
pub struct NewUser {
    /// The user name.
    pub name: String,
    /// The address he will sign in with.
    pub email: String,
    /// His password.
    pub password: String,
    /// What he may do.
    pub role: Role,
}

/// A sign-in as it was tried.
#[derive(Clone)]
pub struct SignIn {
    /// The address that was typed.
    pub email: String,
    /// The password that was typed.
    pub password: String,
    /// What the browser calls itself.
    pub user_agent: String,
    /// Where it comes from, for throttling; only its hash is kept, for 15 minutes.
    pub address: String,
}

impl Desk {
    /// The deeds on a store.
    pub async fn open(store: Store, clock: Clock) -> Result<Self, Error> {
        Ok(Self { store, clock })
    }

    /// The channel of a script tag.
    pub async fn channel_by_key(&self, key: &str) -> Result<Channel, Error> {
        let _ = (&self.clock, &self.store, key);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// What a widget needs before anything is said; `language` is a BCP 47 tag.
    pub async fn widget_config(
        &self,
        channel: &Channel,
        language: &str,
    ) -> Result<WidgetConfig, Error> {
        let _ = (&self.clock, &self.store, channel, language);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The first message: makes visitor and conversation, or says it in the visitor's open one.
    pub async fn start(
        &self,
        token: TokenHash,
        start: visitor::Start,
    ) -> Result<visitor::Snapshot, Error> {
        let _ = (&self.clock, &self.store, token, start);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The visitor's conversation, for subscribing to it.
    pub async fn visitor_conversation(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<ConversationId, Error> {
        let _ = (&self.clock, &self.store, token, conversation);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The visitor's conversation as it is now.
    pub async fn visitor_snapshot(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
    ) -> Result<visitor::Snapshot, Error> {
        let _ = (&self.clock, &self.store, token, conversation);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// What happened in the visitor's conversation since the cursor.
    pub async fn visitor_resume(
        &self,
        token: TokenHash,
        conversation: PublicConversationId,
        cursor: Cursor,
    ) -> Result<VisitorResume, Error> {
        let _ = (&self.clock, &self.store, token, conversation, cursor);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Older messages of the visitor's conversation.
    pub async fn visitor_older(
        &self,
        token: TokenHash,
        older: visitor::Older,
    ) -> Result<visitor::OlderAnswer, Error> {
        let _ = (&self.clock, &self.store, token, older);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Carries out a widget's frame; `None` for what is not acknowledged (typing, seen). `Hello` is malformed here.
    pub async fn visitor_frame(
        &self,
        token: TokenHash,
        frame: FromVisitor,
    ) -> Result<Option<Accepted>, Error> {
        let _ = (&self.clock, &self.store, token, frame);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Everything a console holds.
    pub async fn console_snapshot(&self, user: &User) -> Result<console::Snapshot, Error> {
        let _ = (&self.clock, &self.store, user);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// What happened since the console's cursor.
    pub async fn console_resume(
        &self,
        user: &User,
        cursor: Cursor,
    ) -> Result<ConsoleResume, Error> {
        let _ = (&self.clock, &self.store, user, cursor);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Carries out a console's frame; `None` for what is not acknowledged. `Hello`, `Used` and `Row` are malformed here: they belong to the connection.
    pub async fn console_frame(
        &self,
        user: &User,
        frame: FromConsole,
    ) -> Result<Option<Accepted>, Error> {
        let _ = (&self.clock, &self.store, user, frame);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// A conversation as it stands in the user's inbox.
    pub async fn inbox_row(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<InboxRow, Error> {
        let _ = (&self.clock, &self.store, user, conversation);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The next page of the inbox, after the row with this activity and id; and whether there are more.
    pub async fn inbox_older(
        &self,
        user: &User,
        before: (Timestamp, ConversationId),
    ) -> Result<(Vec<InboxRow>, bool), Error> {
        let _ = (&self.clock, &self.store, user, before);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The newest messages of a conversation.
    pub async fn thread(&self, user: &User, conversation: ConversationId) -> Result<Chat, Error> {
        let _ = (&self.clock, &self.store, user, conversation);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The page of messages before one.
    pub async fn thread_older(
        &self,
        user: &User,
        conversation: ConversationId,
        before: MessageNumber,
    ) -> Result<OlderMessages, Error> {
        let _ = (&self.clock, &self.store, user, conversation, before);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Everybody who can sign in, and whether he is there.
    pub async fn people(&self) -> Result<Vec<Person>, Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// A console opened, by socket or by its first poll.
    pub async fn console_opened(&self, user: &User, console: ConsoleId) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, user, console);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// A console is still there; each `presence::HEARTBEAT_MS`.
    pub async fn console_beat(&self, console: ConsoleId) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, console);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Somebody uses the console.
    pub async fn console_used(&self, console: ConsoleId) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, console);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// A console's connection is gone: it counts as open for `presence::GRACE_MS` more.
    pub async fn console_closed(&self, console: ConsoleId) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, console);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Signals every presence that differs from what was signalled before; to be called every few seconds, since grace and absence pass by themselves.
    pub async fn announce_presence(&self) -> Result<(), Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Where the journal stands.
    pub async fn cursor(&self) -> Result<Cursor, Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// At most `limit` events after a position, for the hub.
    pub async fn events_after(
        &self,
        position: Position,
        limit: usize,
    ) -> Result<Vec<Event>, Error> {
        let _ = (&self.clock, &self.store, position, limit);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Whether anybody can sign in yet.
    pub async fn has_users(&self) -> Result<bool, Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// A token for the set-up link, if there is no user yet (spec 2.2); earlier ones stay valid until the first user exists.
    pub async fn mint_setup_token(&self) -> Result<Option<String>, Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Whether a set-up link is valid.
    pub async fn setup_token_is_valid(&self, token: &str) -> Result<bool, Error> {
        let _ = (&self.clock, &self.store, token);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Makes the first administrator; the token is used up. `NotFound` if it is not valid. The role in `user` is ignored.
    pub async fn create_first_administrator(
        &self,
        setup_token: &str,
        user: NewUser,
    ) -> Result<User, Error> {
        let _ = (&self.clock, &self.store, setup_token, user);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Makes a user.
    pub async fn create_user(&self, user: NewUser) -> Result<User, Error> {
        let _ = (&self.clock, &self.store, user);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Everybody who can sign in, by name.
    pub async fn users(&self) -> Result<Vec<User>, Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Opens a session; the secret text for its cookie. `Refused(Unauthorized)` if address or password is wrong, `Refused(TooMany)` after too many tries.
    pub async fn sign_in(&self, sign_in: SignIn) -> Result<String, Error> {
        let _ = (&self.clock, &self.store, sign_in);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Whose session this is; `Refused(Unauthorized)` if it is not valid, or no longer.
    pub async fn session(&self, token: TokenHash) -> Result<SignedIn, Error> {
        let _ = (&self.clock, &self.store, token);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// The user's valid sessions, last used first.
    pub async fn sessions(&self, user: &User) -> Result<Vec<Session>, Error> {
        let _ = (&self.clock, &self.store, user);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Ends a session of the user.
    pub async fn revoke_session(&self, user: &User, session: SessionId) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, user, session);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Ends the caller's own session; a session that is over is no error.
    pub async fn sign_out(&self, token: TokenHash) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, token);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Changes the caller's password and ends his other sessions.
    pub async fn change_password(
        &self,
        signed_in: &SignedIn,
        present: &str,
        new: &str,
    ) -> Result<(), Error> {
        let _ = (&self.clock, &self.store, signed_in, present, new);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Changes the caller's name and preferences.
    pub async fn save_preferences(
        &self,
        user: &User,
        name: &str,
        preferences: Preferences,
    ) -> Result<User, Error> {
        let _ = (&self.clock, &self.store, user, name, preferences);
        Err(Error::Refused(Refusal::Unavailable))
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), Error> {
        let _ = (&self.clock, &self.store);
        Err(Error::Refused(Refusal::Unavailable))
    }
}

impl Desk {
    /// How far the journal has got, as far as this node knows; wakes after each commit.
    pub fn journal(&self) -> watch::Receiver<Position> {
        watch::channel(Position(0)).1
    }

    /// Passing signals from now on.
    pub fn signals(&self) -> broadcast::Receiver<Signal> {
        broadcast::channel(1).1
    }

    /// The secret that visitors' tokens are signed with.
    pub fn secret(&self) -> [u8; 32] {
        [0; 32]
    }

    /// Stops taking writes once those that wait are on disk.
    pub async fn close(&self) {}
}
