//! The second step of signing in, for who has a second factor (spec 2.3): between the steps he can do nothing else.

use super::second_factor::take;
use super::sessions::{ATTEMPTS_MS, open, throttle};
use super::{Desk, TokenHash, mint};
use crate::error::Error;
use crate::store::{Connection, attempts, half_sign_ins};
use domain::id::UserId;
use domain::problem::Fault;
use domain::second_factor::HALF_SIGN_IN_MS;
use domain::time::Timestamp;
use domain::wire::Refusal;

/// Codes tried for one account, from wherever, within the time for which tries are counted: of a million codes three are
/// good, and whoever tries them knows the password.
const CODES: i64 = 10;

/// How far a sign-in has got.
#[derive(Clone, PartialEq, Eq)]
pub enum Progress {
    /// He is in: the secret text of his session's cookie.
    In(String),
    /// His second factor is asked for: the secret text with which he may give it.
    Half(String),
}

impl Progress {
    /// The secret text of the session's cookie, if he is in.
    pub fn session(self) -> Option<String> {
        match self {
            Self::In(secret) => Some(secret),
            Self::Half(_) => None,
        }
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::In(_) => "In(…)",
            Self::Half(_) => "Half(…)",
        })
    }
}

/// The second step of a sign-in as it was tried.
#[derive(Clone)]
pub struct SecondStep {
    /// What is kept of the secret that the first step gave.
    pub half: TokenHash,
    /// The code that was typed: of the authenticator app, or a recovery code.
    pub code: String,
    /// What the browser calls itself.
    pub user_agent: String,
}

impl Desk {
    /// Whether somebody has given his password a moment ago, and not yet his second factor.
    pub async fn is_half_signed_in(&self, half: TokenHash) -> Result<bool, Error> {
        let now = self.clock.now();
        let holder = half_sign_ins::holder(&mut self.store.read().await?, half, now).await?;
        Ok(holder.is_some())
    }

    /// Opens the session of who gives his second factor after his password; the secret text for its cookie.
    /// `Refused(Unauthorized)` if the first step is too long ago, `Refused(TooMany)` after too many codes.
    pub async fn finish_sign_in(&self, step: SecondStep) -> Result<String, Error> {
        let now = self.clock.now();
        let SecondStep {
            half,
            code,
            user_agent,
        } = step;
        let user = half_sign_ins::holder(&mut self.store.read().await?, half, now).await?;
        let user = user.ok_or(Error::Refused(Refusal::Unauthorized))?;
        self.count_code(user).await?;
        let seal = self.seal.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let still = half_sign_ins::holder(database, half, now).await?;
                    if still.is_none() {
                        return Err(Error::Refused(Refusal::Unauthorized));
                    }
                    if !take(database, &seal, user, &code, now).await? {
                        return Err(Error::invalid("code", Fault::NotACode));
                    }
                    half_sign_ins::end(database, half).await?;
                    attempts::forget(database, codes_of(user)).await?;
                    open(database, user, &user_agent, now).await
                })
            })
            .await
    }

    /// Counts a code, before it is looked at, so that many at once do not slip through.
    pub(super) async fn count_code(&self, user: UserId) -> Result<(), Error> {
        let now = self.clock.now();
        self.store
            .write(move |work| {
                Box::pin(async move { throttle(work, &[(codes_of(user), CODES)], now).await })
            })
            .await
    }
}

/// Half opens the door for who has given the right password.
pub(super) async fn half_sign_in(
    database: &mut Connection,
    user: UserId,
    now: Timestamp,
) -> Result<Progress, Error> {
    let token = mint();
    let until = now.plus(HALF_SIGN_IN_MS);
    half_sign_ins::add(database, TokenHash::of(&token), user, until).await?;
    Ok(Progress::Half(token))
}

/// What codes of somebody are counted for.
pub(super) fn codes_of(user: UserId) -> TokenHash {
    TokenHash::of(&format!("code {user}"))
}

// A half-open door must not outlive the count of what was tried on it.
const _: () = assert!(HALF_SIGN_IN_MS <= ATTEMPTS_MS);
