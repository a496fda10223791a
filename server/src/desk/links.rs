//! Links by e-mail with which somebody chooses a password: an invitation, or another one for a forgotten one (spec 2.3).

use super::mails::queue;
use super::sessions::throttle;
use super::settings::site_in;
use super::{Desk, TokenHash, mint};
use crate::error::Error;
use crate::mail::{self, Body, Letter, Part};
use crate::seal::Seal;
use crate::store::users::Account;
use crate::store::{Connection, half_sign_ins, password_requests, sessions, user_tokens, users};
use domain::text;
use domain::time::{DAY_MS, HOUR_MS, Timestamp};
use domain::user::User;

pub use crate::store::user_tokens::Purpose;

/// How long an invitation can be taken up.
const INVITATION_MS: i64 = 7 * DAY_MS;
/// How long a forgotten password can be replaced.
const RESET_MS: i64 = HOUR_MS;
/// Letters for one address within the time for which tries are counted; more would be a nuisance to its owner.
const REQUESTS_FOR_ADDRESSEE: i64 = 3;
/// Requests from one client within that time.
const REQUESTS_FROM_CLIENT: i64 = 20;

/// Mints an invitation in the transaction that makes or finds the invited person, and queues the letter if one is to be
/// sent; the link.
pub(super) async fn invite(
    database: &mut Connection,
    seal: &Seal,
    (by, to): (&User, &User),
    origin: &str,
    is_sent: bool,
    now: Timestamp,
) -> Result<String, Error> {
    let token = mint();
    let (hash, until) = (TokenHash::of(&token), now.plus(INVITATION_MS));
    user_tokens::put(database, hash, to.id, Purpose::Invitation, until).await?;
    let link = format!("{origin}/invitation/{token}");
    if !is_sent {
        return Ok(link);
    }
    let site = site_in(database).await?.name;
    let texts = mail::texts(by.preferences.language);
    let values = [
        ("site", site.as_str()),
        ("name", &to.name),
        ("by", &by.name),
    ];
    let fill = |text| mail::fill(text, &values);
    let letter = Letter {
        recipient: to.email.clone(),
        subject: fill(texts.invitation_subject),
        body: Body::of(&[
            Part::Words(&fill(texts.hello)),
            Part::Words(&fill(texts.invitation_text)),
            Part::Link {
                words: texts.invitation_do,
                url: &link,
            },
            Part::Words(texts.invitation_end),
        ]),
    };
    queue(database, seal, &letter, None, now).await?;
    Ok(link)
}

impl Desk {
    /// Who may choose a password by a link; `NotFound` if it is not good, or no longer.
    pub async fn link_holder(&self, purpose: Purpose, token: &str) -> Result<User, Error> {
        let mut connection = self.store.read().await?;
        let now = self.clock.now();
        let account = holder(&mut connection, purpose, TokenHash::of(token), now).await?;
        Ok(account.user)
    }

    /// Chooses a password by a link, which is used up with all others of the same person; his sessions end.
    pub async fn choose_password(
        &self,
        purpose: Purpose,
        token: &str,
        password: &str,
    ) -> Result<User, Error> {
        // Before anything is hashed: whoever has no link must not be able to make work.
        self.link_holder(purpose, token).await?;
        let password = text::password(password)
            .map_err(|fault| Error::invalid("password", fault))?
            .to_owned();
        let password_hash = self.passwords.hash(password).await?;
        let (hash, now) = (TokenHash::of(token), self.clock.now());
        let (user, ended) = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let Account { user, .. } = holder(database, purpose, hash, now).await?;
                    users::set_password(database, user.id, &password_hash).await?;
                    user_tokens::forget(database, user.id).await?;
                    half_sign_ins::forget(database, user.id).await?;
                    let ended = sessions::of_user(database, user.id).await?;
                    for session in &ended {
                        sessions::end(database, user.id, session.id).await?;
                    }
                    Ok((user, ended))
                })
            })
            .await?;
        self.tell_ended(&ended);
        Ok(user)
    }

    /// Somebody forgot the password of an address. Whether anybody has it is looked at later: neither the answer nor
    /// how long it takes tells. `Refused(TooMany)` after too many requests, for known and unknown addresses alike.
    pub async fn forgot_password(&self, email: &str, client: &str) -> Result<(), Error> {
        let email = text::email(email).map_err(|fault| Error::invalid("email", fault))?;
        let now = self.clock.now();
        let limits = [
            (
                TokenHash::of(&format!("forgot {email}")),
                REQUESTS_FOR_ADDRESSEE,
            ),
            (
                TokenHash::of(&format!("forgot from {client}")),
                REQUESTS_FROM_CLIENT,
            ),
        ];
        self.store
            .write(move |work| {
                Box::pin(async move {
                    throttle(work, &limits, now).await?;
                    password_requests::add(work.database().await?, &email, now).await?;
                    Ok(())
                })
            })
            .await?;
        self.mail_queued.notify_one();
        Ok(())
    }

    /// Queues a letter for each forgotten password of somebody; how many. To be called before letters are sent; links
    /// begin with `origin`.
    pub async fn answer_password_requests(&self, origin: &str) -> Result<usize, Error> {
        if !password_requests::any(&mut self.store.read().await?).await? {
            return Ok(0);
        }
        let (origin, seal, now) = (origin.to_owned(), self.seal.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let mut answered = 0;
                    for email in password_requests::take(database).await? {
                        if let Some(account) = users::by_email(database, &email).await? {
                            offer_reset(database, &seal, &account.user, &origin, now).await?;
                            answered += 1;
                        }
                    }
                    Ok(answered)
                })
            })
            .await
    }
}

async fn holder(
    database: &mut Connection,
    purpose: Purpose,
    token: TokenHash,
    now: Timestamp,
) -> Result<Account, Error> {
    let user = user_tokens::holder(database, token, purpose, now).await?;
    let user = user.ok_or(Error::NotFound)?;
    users::by_id(database, user).await?.ok_or(Error::NotFound)
}

async fn offer_reset(
    database: &mut Connection,
    seal: &Seal,
    user: &User,
    origin: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let token = mint();
    let (hash, until) = (TokenHash::of(&token), now.plus(RESET_MS));
    user_tokens::put(database, hash, user.id, Purpose::Reset, until).await?;
    let site = site_in(database).await?.name;
    let texts = mail::texts(user.preferences.language);
    let fill = |text| mail::fill(text, &[("site", &site), ("name", &user.name)]);
    let letter = Letter {
        recipient: user.email.clone(),
        subject: fill(texts.reset_subject),
        body: Body::of(&[
            Part::Words(&fill(texts.hello)),
            Part::Words(&fill(texts.reset_text)),
            Part::Link {
                words: texts.reset_do,
                url: &format!("{origin}/reset/{token}"),
            },
            Part::Words(texts.reset_end),
        ]),
    };
    queue(database, seal, &letter, None, now).await
}
