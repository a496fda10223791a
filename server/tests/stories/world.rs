//! One node or several on a new database, with a clock that the test moves.

use domain::event::{Cursor, Entry, Position};
use domain::id::{
    ChannelId, ClientId, ConsoleId, ConversationId, GroupId, LineId, PublicConversationId, UserId,
};
use domain::member::Standing;
use domain::message::{Message, MessageNumber};
use domain::push::Services;
use domain::time::Timestamp;
use domain::user::{Role, User};
use domain::wire::console::{self, FromConsole};
use domain::wire::visitor::{self, FromVisitor, Snapshot, Start};
use domain::wire::{Accepted, Refusal};
use server::clock::Clock;
use server::desk::{Desk, NewUser, TokenHash};
use server::error::Error;
use server::files::Files;
use server::store::{Options, Store};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const PASSWORD: &str = "a long enough password";

/// With what links in letters begin.
pub(crate) const ORIGIN: &str = "http://chat.example";

/// How many nodes a cluster has.
const NODES: usize = 3;

/// One node or several on a new database.
pub(crate) struct World {
    nodes: Vec<Desk>,
    next: AtomicUsize,
    pub(crate) clock: Clock,
    pub(crate) options: Options,
    folder: TempDir,
}

/// A visitor with a conversation.
#[derive(Clone, Copy)]
pub(crate) struct Visitor {
    pub(crate) token: TokenHash,
    pub(crate) conversation: PublicConversationId,
}

impl World {
    pub(crate) async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("porchlight.db").display());
        Self::at(url, folder).await
    }

    /// `None` where no server is named.
    pub(crate) async fn on_postgres() -> Option<Self> {
        let url = new_postgres_database().await?;
        Some(Self::at(url, tempfile::tempdir().unwrap()).await)
    }

    /// Several nodes on one server, of which each deed meets the next; they know of each other by the database alone.
    pub(crate) async fn on_cluster() -> Option<Self> {
        let mut world = Self::on_postgres().await?;
        while world.nodes.len() < NODES {
            let another = world.another_node().await;
            world.nodes.push(another);
        }
        Some(world)
    }

    async fn at(url: String, folder: TempDir) -> Self {
        let options = Options {
            url,
            patience: Duration::from_secs(20),
        };
        let clock = Clock::standing_at(Timestamp(1_700_000_000_000));
        let store = Store::open(&options).await.unwrap();
        let desk = Desk::open(store, clock.clone()).await.unwrap();
        let desk = desk.with_files(files(folder.path())).reached_at(ORIGIN);
        Self {
            nodes: vec![desk],
            next: AtomicUsize::new(0),
            clock,
            options,
            folder,
        }
    }

    /// The same database through one desk.
    pub(crate) fn through(world: &Self, desk: Desk) -> Self {
        Self {
            nodes: vec![desk],
            next: AtomicUsize::new(0),
            clock: world.clock.clone(),
            options: world.options.clone(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The same nodes, with push services besides those of browser makers.
    pub(crate) fn pushing_through(&self, services: &Services) -> Self {
        let nodes = self.nodes.iter().cloned();
        Self {
            nodes: nodes
                .map(|desk| desk.pushing_through(services.clone()))
                .collect(),
            next: AtomicUsize::new(0),
            clock: self.clock.clone(),
            options: self.options.clone(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The same, always through the same node: for stories of what a node tells its own clients.
    pub(crate) fn on_one_node(&self) -> Self {
        Self::through(self, self.nodes[0].clone())
    }

    /// The desk of the node whose turn it is.
    pub(crate) fn desk(&self) -> &Desk {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        &self.nodes[turn % self.nodes.len()]
    }

    /// The desks of all nodes.
    pub(crate) fn nodes(&self) -> &[Desk] {
        &self.nodes
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("porchlight.db")
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.options.url.starts_with("sqlite:")
    }

    /// Another node on the same database.
    pub(crate) async fn another_node(&self) -> Desk {
        let store = Store::open(&self.options).await.unwrap();
        let desk = Desk::open(store, self.clock.clone()).await.unwrap();
        desk.with_files(files(self.folder.path()))
            .reached_at(ORIGIN)
    }

    /// The folder that all nodes share for files.
    pub(crate) fn files(&self) -> PathBuf {
        self.folder.path().join("files")
    }

    /// The channel of a new database.
    pub(crate) async fn channel(&self) -> ChannelId {
        let channel = self.desk().channel_by_key("website").await;
        channel.unwrap().id
    }

    pub(crate) async fn user(&self, name: &str) -> User {
        let made = self
            .desk()
            .create_user(new_user(name, Role::Operator))
            .await;
        made.unwrap()
    }

    /// A user with a console open.
    pub(crate) async fn operator(&self, name: &str) -> User {
        let user = self.user(name).await;
        let console = ConsoleId(Uuid::now_v7());
        let line = LineId(Uuid::now_v7());
        let opened = self.desk().console_opened(&user, console, line);
        opened.await.unwrap();
        user
    }

    /// Changes what somebody may do and in which groups he is, by a form that was filled in just now.
    pub(crate) async fn change_member(
        &self,
        asker: &User,
        user: UserId,
        role: Role,
        groups: &[GroupId],
    ) -> Result<(), Error> {
        let members = self.desk().members(asker).await?.members;
        let member = members.iter().find(|member| member.user.id == user);
        let before = member.ok_or(Error::NotFound)?.standing();
        let after = Standing {
            role,
            groups: groups.iter().copied().collect(),
        };
        self.desk().change_member(asker, user, before, after).await
    }

    pub(crate) async fn visitor(&self, text: &str) -> Visitor {
        let token = new_token();
        let snapshot = self.start(token, start(text)).await.unwrap();
        Visitor {
            token,
            conversation: snapshot.chat.conversation,
        }
    }

    pub(crate) async fn start(&self, token: TokenHash, start: Start) -> Result<Snapshot, Error> {
        self.desk().start(token, start, None).await
    }

    /// A visitor writes under a new id.
    pub(crate) async fn says(&self, visitor: Visitor, text: &str) -> Result<Accepted, Error> {
        self.says_as(visitor, new_client_id(), text).await
    }

    pub(crate) async fn says_as(
        &self,
        visitor: Visitor,
        client_id: ClientId,
        text: &str,
    ) -> Result<Accepted, Error> {
        let say = visitor::Say {
            conversation: visitor.conversation,
            client_id,
            text: text.to_owned(),
            choice: None,
        };
        let answer = self
            .desk()
            .visitor_frame(visitor.token, FromVisitor::Say(say))
            .await?;
        Ok(answer.unwrap())
    }

    /// An operator writes under a new id.
    pub(crate) async fn answers(
        &self,
        user: &User,
        conversation: ConversationId,
        text: &str,
    ) -> Result<Accepted, Error> {
        let say = console::Say {
            conversation,
            client_id: new_client_id(),
            text: text.to_owned(),
        };
        let answer = self
            .desk()
            .console_frame(user, FromConsole::Say(say))
            .await?;
        Ok(answer.unwrap())
    }

    pub(crate) async fn conversation_of(&self, visitor: Visitor) -> ConversationId {
        self.desk()
            .visitor_conversation(visitor.token, visitor.conversation)
            .await
            .unwrap()
    }

    pub(crate) async fn messages(&self, user: &User, conversation: ConversationId) -> Vec<Message> {
        self.desk()
            .thread(user, conversation)
            .await
            .unwrap()
            .messages
    }

    /// What was said, without system lines.
    pub(crate) async fn texts(&self, user: &User, conversation: ConversationId) -> Vec<String> {
        self.messages(user, conversation)
            .await
            .iter()
            .filter_map(|message| message.body.text().map(str::to_owned))
            .collect()
    }

    pub(crate) async fn cursor(&self) -> Cursor {
        self.desk().cursor().await.unwrap()
    }

    /// Positions and numbers stand as the invariants say.
    pub(crate) async fn assert_journal_is_whole(&self) {
        let entries = self
            .desk()
            .entries_after(Position(0), 100_000)
            .await
            .unwrap();
        let positions: Vec<i64> = entries.iter().map(|entry| entry.position().0).collect();
        let expected: Vec<i64> = (1..).take(positions.len()).collect();
        assert_eq!(positions, expected, "positions have no gap");
        let last = positions.last().copied().unwrap_or(0);
        assert_eq!(self.cursor().await.position.0, last);
        let mut lines = std::collections::HashMap::new();
        for event in entries.iter().filter_map(Entry::event) {
            if let Some(line) = event.happening.added() {
                let before = lines.insert(event.conversation, line.number);
                let expected = before.unwrap_or(MessageNumber(0)).next();
                assert_eq!(line.number, expected, "numbers have no gap");
            }
        }
    }
}

/// The contents of files beside the database, whichever node asks.
fn files(folder: &Path) -> Files {
    Files::in_folder(&folder.join("files")).unwrap()
}

pub(crate) fn new_token() -> TokenHash {
    TokenHash::of(&server::desk::mint())
}

pub(crate) fn new_client_id() -> ClientId {
    ClientId(Uuid::now_v7())
}

pub(crate) fn start(text: &str) -> Start {
    Start {
        channel: "website".to_owned(),
        client_id: new_client_id(),
        text: text.to_owned(),
        shown_operator: None,
        page: Some("https://shop.example/tea".to_owned()),
        language: Some("en".to_owned()),
        time_zone: None,
        chatbot: None,
        choice: None,
    }
}

pub(crate) fn new_user(name: &str, role: Role) -> NewUser {
    NewUser {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
        password: PASSWORD.to_owned(),
        role,
        channels: vec!["website".to_owned()],
    }
}

/// Why something was refused.
pub(crate) fn refusal<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Refusal {
    outcome.unwrap_err().refusal()
}

/// The address of a new database on the server for tests.
pub(crate) async fn new_postgres_database() -> Option<String> {
    let Ok(server) = std::env::var("PORCHLIGHT_TEST_POSTGRES_URL") else {
        eprintln!("PORCHLIGHT_TEST_POSTGRES_URL is not set: this story did not run on PostgreSQL.");
        return None;
    };
    let name = format!("porchlight_{}", Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    sqlx::query(AssertSqlSafe(format!("create database {name}")))
        .execute(&mut connection)
        .await
        .unwrap();
    let (address, options) = server
        .split_once('?')
        .map_or((server.as_str(), ""), |(a, o)| (a, o));
    let host = address
        .rsplit_once('/')
        .filter(|(host, _)| !host.ends_with('/'));
    let host = host.map_or(address, |(host, _)| host);
    Some(match options {
        "" => format!("{host}/{name}"),
        options => format!("{host}/{name}?{options}"),
    })
}
