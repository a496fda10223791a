//! Signing in and out, and the sessions in between (spec 2.3).

use super::second_factor::is_asked_for;
use super::second_step::{Progress, half_sign_in};
use super::{Desk, Signal, TokenHash, mint};
use crate::error::Error;
use crate::store::sessions::{self, KeptSession};
use crate::store::{Connection, Work, attempts, half_sign_ins, users};
use domain::id::{SessionId, UserId};
use domain::problem::Fault;
use domain::text::{self, shortened};
use domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use domain::user::User;
use domain::wire::Refusal;
use uuid::Uuid;

/// A session is over when nobody used it for this long.
pub(super) const IDLE_MS: i64 = 14 * DAY_MS;
/// A session is over this long after the sign-in, however much it is used.
pub(super) const LONGEST_MS: i64 = 90 * DAY_MS;
/// How exact the last use of a session is kept.
const USE_EXACT_MS: i64 = 5 * MINUTE_MS;
/// For how long tries to sign in are counted.
pub(super) const ATTEMPTS_MS: i64 = 15 * MINUTE_MS;
/// Tries on one account from one address.
const ATTEMPTS_ON_ACCOUNT_FROM_ADDRESS: i64 = 10;
/// Tries on one account from anywhere, and from one address on any account: offices share an address.
const ATTEMPTS_IN_ALL: i64 = 100;
/// Characters kept of what a browser calls itself.
const USER_AGENT_CHARACTERS: usize = 200;

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

impl Session {
    fn is_valid(&self, now: Timestamp) -> bool {
        now.since(self.used_at) < IDLE_MS && now.since(self.created_at) < LONGEST_MS
    }
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
    /// Opens a session, or asks for the second factor of who has one. `Refused(Unauthorized)` if address or password is
    /// wrong, `Refused(TooMany)` after too many tries.
    pub async fn sign_in(&self, sign_in: SignIn) -> Result<Progress, Error> {
        let now = self.clock.now();
        let wrong = || Error::Refused(Refusal::Unauthorized);
        let email = text::email(&sign_in.email).map_err(|_| wrong())?;
        if text::password(&sign_in.password).is_err() {
            return Err(wrong());
        }
        let subjects = Subjects::of(&email, &sign_in.address);
        self.store
            .write(move |work| Box::pin(async move { subjects.count(work, now).await }))
            .await?;
        let account = users::by_email(&mut self.store.read().await?, &email).await?;
        // Whoever has not chosen a password yet takes as long as somebody unknown.
        let hash = account
            .as_ref()
            .filter(|account| !account.is_invited())
            .map(|account| account.password_hash.clone());
        let is_right = self
            .passwords
            .is_right(sign_in.password.clone(), hash)
            .await?;
        let user = account.filter(|_| is_right).ok_or_else(wrong)?.user.id;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    attempts::forget(database, subjects.account_from_address).await?;
                    if is_asked_for(database, user).await? {
                        return half_sign_in(database, user, now).await;
                    }
                    let opened = open(database, user, &sign_in.user_agent, now).await?;
                    Ok(Progress::In(opened))
                })
            })
            .await
    }

    /// Whose session this is; `Refused(Unauthorized)` if it is not valid, or no longer.
    pub async fn session(&self, token: TokenHash) -> Result<SignedIn, Error> {
        let now = self.clock.now();
        let unauthorized = Error::Refused(Refusal::Unauthorized);
        let mut connection = self.store.read().await?;
        let Some(kept) = sessions::by_token(&mut connection, token).await? else {
            return Err(unauthorized);
        };
        let Some(account) = users::by_id(&mut connection, kept.user).await? else {
            return Err(unauthorized);
        };
        drop(connection);
        if !kept.session.is_valid(now) {
            return Err(unauthorized);
        }
        let (session, user) = (kept.session.id, kept.user);
        if now.since(kept.session.used_at) >= USE_EXACT_MS {
            self.store
                .write(move |work| {
                    Box::pin(async move {
                        let database = work.database().await?;
                        sessions::touch(database, session, now).await?;
                        users::seen(database, user, now).await?;
                        Ok(())
                    })
                })
                .await?;
        }
        Ok(SignedIn {
            user: account.user,
            session,
        })
    }

    /// The user's valid sessions, last used first.
    pub async fn sessions(&self, user: &User) -> Result<Vec<Session>, Error> {
        let now = self.clock.now();
        let mut connection = self.store.read().await?;
        let mut sessions = sessions::of_user(&mut connection, user.id).await?;
        sessions.retain(|session| session.is_valid(now));
        Ok(sessions)
    }

    /// Ends a session of the user.
    pub async fn revoke_session(&self, user: &User, session: SessionId) -> Result<(), Error> {
        let user = user.id;
        let ended = self
            .store
            .write(move |work| {
                Box::pin(
                    async move { Ok(sessions::end(work.database().await?, user, session).await?) },
                )
            })
            .await?;
        if ended == 0 {
            return Err(Error::NotFound);
        }
        self.signal(Signal::SessionEnded(session));
        Ok(())
    }

    /// Ends the caller's own session; a session that is over is no error.
    pub async fn sign_out(&self, token: TokenHash) -> Result<(), Error> {
        let kept = sessions::by_token(&mut self.store.read().await?, token).await?;
        let Some(kept) = kept else {
            return Ok(());
        };
        self.end_sessions(kept.user, vec![kept.session.id]).await
    }

    /// Changes the caller's password and ends his other sessions.
    pub async fn change_password(
        &self,
        signed_in: &SignedIn,
        present: &str,
        new: &str,
    ) -> Result<(), Error> {
        let new = text::password(new)
            .map_err(|fault| Error::invalid("new", fault))?
            .to_owned();
        if !self.is_password(&signed_in.user, present).await? {
            return Err(Error::invalid("present", Fault::Wrong));
        }
        let hash = self.passwords.hash(new).await?;
        let (user, own) = (signed_in.user.id, signed_in.session);
        let others = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    users::set_password(database, user, &hash).await?;
                    half_sign_ins::forget(database, user).await?;
                    let mut others = sessions::of_user(database, user).await?;
                    others.retain(|session| session.id != own);
                    for session in &others {
                        sessions::end(database, user, session.id).await?;
                    }
                    Ok(others)
                })
            })
            .await?;
        self.tell_ended(&others);
        Ok(())
    }

    /// Whether this is the password of somebody who is signed in. `Refused(TooMany)` after too many tries: whoever finds an
    /// open console must not be able to guess.
    pub(super) async fn is_password(&self, user: &User, typed: &str) -> Result<bool, Error> {
        let now = self.clock.now();
        let subjects = Subjects::of(&user.email, "change of password");
        self.store
            .write(move |work| Box::pin(async move { subjects.count(work, now).await }))
            .await?;
        let account = users::by_id(&mut self.store.read().await?, user.id).await?;
        let hash = account.ok_or(Error::NotFound)?.password_hash;
        let is_right = text::password(typed).is_ok()
            && self
                .passwords
                .is_right(typed.to_owned(), Some(hash))
                .await?;
        if is_right {
            self.store
                .write(move |work| {
                    Box::pin(async move {
                        let database = work.database().await?;
                        attempts::forget(database, subjects.account_from_address).await?;
                        Ok(())
                    })
                })
                .await?;
        }
        Ok(is_right)
    }

    /// These sessions have ended: their sockets close.
    pub(super) fn tell_ended(&self, sessions: &[Session]) {
        for session in sessions {
            self.signal(Signal::SessionEnded(session.id));
        }
    }

    async fn end_sessions(&self, user: UserId, ended: Vec<SessionId>) -> Result<(), Error> {
        let sessions = ended.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    for session in sessions {
                        sessions::end(database, user, session).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        for session in ended {
            self.signal(Signal::SessionEnded(session));
        }
        Ok(())
    }
}

/// What tries to sign in are counted for. An account that is tried from elsewhere stays open to its owner's address
/// far longer than to a guesser.
#[derive(Clone, Copy, Debug)]
struct Subjects {
    account_from_address: TokenHash,
    account: TokenHash,
    address: TokenHash,
}

impl Subjects {
    fn of(email: &str, address: &str) -> Self {
        Self {
            account_from_address: TokenHash::of(&format!("both {email} {address}")),
            account: TokenHash::of(&format!("account {email}")),
            address: TokenHash::of(&format!("address {address}")),
        }
    }

    /// Counts a try, before the password is looked at, so that many at once do not slip through.
    async fn count(self, work: &mut Work<'_>, now: Timestamp) -> Result<(), Error> {
        let limits = [
            (self.account_from_address, ATTEMPTS_ON_ACCOUNT_FROM_ADDRESS),
            (self.account, ATTEMPTS_IN_ALL),
            (self.address, ATTEMPTS_IN_ALL),
        ];
        throttle(work, &limits, now).await
    }
}

/// Counts a try for each subject; `Refused(TooMany)` if one has made as many as it may within [`ATTEMPTS_MS`].
pub(super) async fn throttle(
    work: &mut Work<'_>,
    limits: &[(TokenHash, i64)],
    now: Timestamp,
) -> Result<(), Error> {
    throttle_within(work, limits, ATTEMPTS_MS, now).await
}

/// The same within another time.
pub(super) async fn throttle_within(
    work: &mut Work<'_>,
    limits: &[(TokenHash, i64)],
    within_ms: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let database = work.database().await?;
    let since = now.plus(-within_ms);
    for (subject, most) in limits {
        if attempts::count_since(database, *subject, since).await? >= *most {
            return Err(Error::Refused(Refusal::TooMany));
        }
        attempts::add(database, *subject, now).await?;
    }
    Ok(())
}

/// Opens a session; the secret text for its cookie.
pub(super) async fn open(
    database: &mut Connection,
    user: UserId,
    browser: &str,
    now: Timestamp,
) -> Result<String, Error> {
    let token = mint();
    let kept = KeptSession {
        user,
        session: Session {
            id: SessionId(Uuid::now_v7()),
            user_agent: user_agent(browser),
            created_at: now,
            used_at: now,
        },
    };
    sessions::add(database, &kept, TokenHash::of(&token)).await?;
    users::seen(database, user, now).await?;
    Ok(token)
}

fn user_agent(told: &str) -> String {
    let kept: String = told.chars().filter(|c| !c.is_control()).collect();
    shortened(kept.trim(), USER_AGENT_CHARACTERS)
}
