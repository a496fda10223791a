//! Who is there: open consoles, heartbeats, and what changed since it was last told (spec 5.1).

use super::{Desk, Signal};
use crate::error::Error;
use crate::store::{Connection, consoles, users};
use domain::id::{ConsoleId, LineId, UserId};
use domain::people::{People, Person};
use domain::presence::{ALIVE_MS, GRACE_MS, OpenConsole, Presence, presence};
use domain::time::Timestamp;
use domain::user::User;
use domain::wire::console::UserPresence;
use std::collections::HashMap;
use std::sync::Mutex;
use tokio::sync::Notify;

/// What this node told last of each user, and whether it was told to look again.
#[derive(Debug, Default)]
pub(super) struct Announced {
    told: Mutex<HashMap<UserId, Presence>>,
    told_to_look: Notify,
}

impl Announced {
    /// What is news in `people`; it counts as told from now on. Nobody's absence is news as long as nothing was told.
    fn news(&self, people: &People) -> Vec<UserPresence> {
        let Ok(mut told) = self.told.lock() else {
            return Vec::new();
        };
        let mut news = Vec::new();
        for person in people {
            let user = person.operator.id;
            let before = told.insert(user, person.presence);
            if before.unwrap_or(Presence::Offline) != person.presence {
                news.push(UserPresence {
                    user,
                    presence: person.presence,
                });
            }
        }
        news
    }
}

impl Desk {
    /// Everybody who can sign in, and whether he is there.
    pub async fn people(&self) -> Result<People, Error> {
        self.people_in(&mut self.store.read().await?).await
    }

    pub(super) async fn people_in(&self, connection: &mut Connection) -> Result<People, Error> {
        let present = present_users(connection, self.clock.now()).await?;
        let people = present.into_iter().map(|(user, presence)| Person {
            operator: user.as_operator(),
            role: user.role,
            profile: user.profile(),
            presence,
        });
        Ok(People::new(people.collect()))
    }

    /// A console opened, by socket or by its first poll.
    pub async fn console_opened(
        &self,
        user: &User,
        console: ConsoleId,
        line: LineId,
    ) -> Result<(), Error> {
        let now = self.clock.now();
        let (user, open) = (
            user.id,
            OpenConsole {
                alive_until: now.plus(ALIVE_MS),
                used_at: now,
                is_in_call: false,
            },
        );
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    consoles::open(database, (console, line), user, open).await?;
                    Ok(())
                })
            })
            .await?;
        self.people_moved().await
    }

    /// The user's console is still there, by this line; each `presence::HEARTBEAT_MS`.
    pub async fn console_beat(
        &self,
        user: &User,
        console: ConsoleId,
        line: LineId,
    ) -> Result<(), Error> {
        let (user, alive_until) = (user.id, self.clock.now().plus(ALIVE_MS));
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    consoles::keep_alive(database, (console, line), user, alive_until).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The user uses his console; somebody else's is left as it is.
    pub async fn console_used(&self, user: &User, console: ConsoleId) -> Result<(), Error> {
        let (now, user) = (self.clock.now(), user.id);
        self.store
            .write(move |work| {
                Box::pin(async move {
                    consoles::used(work.database().await?, console, user, now).await?;
                    Ok(())
                })
            })
            .await?;
        self.people_moved().await
    }

    /// The user says that he is in a call, or no longer; it ends by itself once his last console is gone.
    pub async fn console_call(&self, user: &User, is_in_call: bool) -> Result<(), Error> {
        let user = user.id;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    consoles::call(work.database().await?, user, is_in_call).await?;
                    Ok(())
                })
            })
            .await?;
        self.people_moved().await
    }

    /// A line of the user's console is gone: the console counts as open for `presence::GRACE_MS` more, unless it has come
    /// back by another line meanwhile, perhaps to another node.
    pub async fn console_closed(
        &self,
        user: &User,
        console: ConsoleId,
        line: LineId,
    ) -> Result<(), Error> {
        let (user, alive_until) = (user.id, self.clock.now().plus(GRACE_MS));
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    consoles::close(database, (console, line), user, alive_until).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Signals every presence that differs from what was signalled before, and tells whether any did; to be called every
    /// few seconds, since grace and absence pass by themselves and other nodes' consoles open elsewhere.
    pub async fn announce_presence(&self) -> Result<bool, Error> {
        let people = self.people().await?;
        let news = self.announced.news(&people);
        let is_news = !news.is_empty();
        for news in news {
            self.signal(Signal::Presence(news));
        }
        Ok(is_news)
    }

    /// Waits until another node has said that somebody came, went or woke up.
    pub(crate) async fn told_to_look(&self) {
        self.announced.told_to_look.notified().await;
    }

    /// Another node said that somebody came, went or woke up.
    pub(crate) fn look_who_is_there(&self) {
        self.announced.told_to_look.notify_one();
    }

    async fn people_moved(&self) -> Result<(), Error> {
        if self.announce_presence().await? {
            self.signal(Signal::PeopleMoved);
        }
        Ok(())
    }
}

/// Everybody who can sign in with his presence.
async fn present_users(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<Vec<(User, Presence)>, Error> {
    let users = users::list(connection).await?;
    let open = consoles_of(connection, now).await?;
    Ok(users
        .into_iter()
        .map(|user| {
            let presence = open
                .get(&user.id)
                .map_or(Presence::Offline, |consoles| presence(consoles, now));
            (user, presence)
        })
        .collect())
}

/// The consoles that count as open, by user.
pub(super) async fn consoles_of(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<HashMap<UserId, Vec<OpenConsole>>, Error> {
    let mut open: HashMap<UserId, Vec<OpenConsole>> = HashMap::new();
    for (user, console) in consoles::open_now(connection, now).await? {
        open.entry(user).or_default().push(console);
    }
    Ok(open)
}
