//! Switching a second factor on and off, and what it consists of (spec 2.3).

use super::second_step::codes_of;
use super::settings::site_in;
use super::{Desk, TokenHash, allow};
use crate::authenticator::{self, SECRET_BYTES};
use crate::error::Error;
use crate::seal::Seal;
use crate::store::second_factors::{self, KeptSecondFactor};
use crate::store::{Connection, attempts, audit, half_sign_ins, users};
use domain::audit::Audited;
use domain::id::UserId;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::second_factor::{
    Enrolment, RECOVERY_CODE_BYTES, RECOVERY_CODES, RecoveryCode, SecondFactor, code, is_fresh,
};
use domain::time::Timestamp;
use domain::user::User;

impl Desk {
    /// Whether the caller's second factor is asked for.
    pub async fn second_factor(&self, user: &User) -> Result<SecondFactor, Error> {
        allow(user, Deed::KeepOwnAccount)?;
        let mut connection = self.store.read().await?;
        let kept = second_factors::of_user(&mut connection, user.id).await?;
        let left = second_factors::recovery_codes_left(&mut connection, user.id).await?;
        Ok(SecondFactor {
            on_since: kept.and_then(|kept| kept.confirmed_at),
            recovery_codes_left: usize::try_from(left).unwrap_or_default(),
        })
    }

    /// Makes a secret for the caller's authenticator app; asked for from the first code on. The password says that it is
    /// he, and not who finds his console open. `Conflict` if a second factor is on.
    pub async fn begin_second_factor(
        &self,
        user: &User,
        password: &str,
    ) -> Result<Enrolment, Error> {
        allow(user, Deed::KeepOwnAccount)?;
        if !self.is_password(user, password).await? {
            return Err(Error::invalid("password", Fault::Wrong));
        }
        let secret = rand::random::<[u8; SECRET_BYTES]>();
        let site = site_in(&mut self.store.read().await?).await?.name;
        let enrolment = authenticator::enrolment(secret, &site, &user.email)?;
        let (user, sealed) = (user.id, self.seal.close(&purpose(user.id), &secret));
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if second_factors::begin(database, user, &sealed).await? {
                        Ok(enrolment)
                    } else {
                        Err(Error::Conflict)
                    }
                })
            })
            .await
    }

    /// Asks for the caller's second factor from now on, if his app makes the right codes; his recovery codes.
    /// `Conflict` if none was begun, or one is on.
    pub async fn confirm_second_factor(
        &self,
        user: &User,
        typed: &str,
    ) -> Result<Vec<String>, Error> {
        allow(user, Deed::KeepOwnAccount)?;
        self.count_code(user.id).await?;
        let (user, typed) = (user.id, typed.to_owned());
        let (seal, now) = (self.seal.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let kept = second_factors::of_user(database, user).await?;
                    let kept = kept.filter(|kept| kept.confirmed_at.is_none());
                    let kept = kept.ok_or(Error::Conflict)?;
                    let step = step_of(&seal, user, &kept, &typed, now);
                    let step = step.ok_or(Error::invalid("code", Fault::NotACode))?;
                    second_factors::confirm(database, user, now).await?;
                    second_factors::step_used(database, user, step).await?;
                    attempts::forget(database, codes_of(user)).await?;
                    hand_out(database, user).await
                })
            })
            .await
    }

    /// Other recovery codes in the place of those that the caller has; `proof` is a code or his password. `Conflict` if
    /// no second factor is on.
    pub async fn renew_recovery_codes(
        &self,
        user: &User,
        proof: &str,
    ) -> Result<Vec<String>, Error> {
        self.prove(user, proof).await?;
        let user = user.id;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !is_asked_for(database, user).await? {
                        return Err(Error::Conflict);
                    }
                    hand_out(database, user).await
                })
            })
            .await
    }

    /// Asks for the caller's second factor no more; `proof` is a code or his password. `Conflict` if none is on.
    pub async fn switch_off_second_factor(&self, user: &User, proof: &str) -> Result<(), Error> {
        self.prove(user, proof).await?;
        let user = user.id;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    switch_off(database, user).await?.ok_or(Error::Conflict)
                })
            })
            .await
    }

    /// Asks for somebody's second factor no more, who has lost it. `NotFound` if none is on.
    pub async fn switch_off_second_factor_of(
        &self,
        asker: &User,
        user: UserId,
    ) -> Result<(), Error> {
        allow(asker, Deed::ManageUsers)?;
        let (by, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    switch_off(database, user).await?.ok_or(Error::NotFound)?;
                    let audited = Audited::SecondFactorSwitchedOff { user };
                    audit::add(database, &by, &audited, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The same by the address he signs in with, for who runs the server: the last administrator has nobody to ask.
    pub async fn switch_off_second_factor_by_email(&self, email: &str) -> Result<User, Error> {
        let email = email.trim().to_lowercase();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let account = users::by_email(database, &email).await?;
                    let user = account.ok_or(Error::NotFound)?.user;
                    switch_off(database, user.id)
                        .await?
                        .ok_or(Error::NotFound)?;
                    Ok(user)
                })
            })
            .await
    }

    /// Whether it is the caller who asks, and not who finds his console open: a code, or his password.
    async fn prove(&self, user: &User, proof: &str) -> Result<(), Error> {
        allow(user, Deed::KeepOwnAccount)?;
        if self.takes(user.id, proof).await? || self.is_password(user, proof).await? {
            return Ok(());
        }
        Err(Error::invalid("proof", Fault::NotProven))
    }

    /// Uses a code up; `false` if it is not good, or looks like none.
    async fn takes(&self, user: UserId, typed: &str) -> Result<bool, Error> {
        if code(typed).is_none() && RecoveryCode::parse(typed).is_none() {
            return Ok(false);
        }
        self.count_code(user).await?;
        let (seal, typed, now) = (self.seal.clone(), typed.to_owned(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let is_good = take(database, &seal, user, &typed, now).await?;
                    if is_good {
                        attempts::forget(database, codes_of(user)).await?;
                    }
                    Ok(is_good)
                })
            })
            .await
    }
}

/// Whether somebody's second factor is asked for, within a transaction.
pub(super) async fn is_asked_for(database: &mut Connection, user: UserId) -> Result<bool, Error> {
    let kept = second_factors::of_user(database, user).await?;
    Ok(kept.is_some_and(|kept| kept.confirmed_at.is_some()))
}

/// Uses a code of the app or a recovery code up, within the writer: no node takes it another time. `false` if it is not
/// good.
pub(super) async fn take(
    database: &mut Connection,
    seal: &Seal,
    user: UserId,
    typed: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let kept = second_factors::of_user(database, user).await?;
    let Some(kept) = kept.filter(|kept| kept.confirmed_at.is_some()) else {
        return Ok(false);
    };
    if let Some(code) = RecoveryCode::parse(typed) {
        let hash = hash_of(user, &code);
        return Ok(second_factors::use_recovery_code(database, user, hash).await?);
    }
    let step = step_of(seal, user, &kept, typed, now);
    let Some(step) = step.filter(|step| is_fresh(*step, kept.last_step)) else {
        return Ok(false);
    };
    second_factors::step_used(database, user, step).await?;
    Ok(true)
}

/// The step of which this is the code.
fn step_of(
    seal: &Seal,
    user: UserId,
    kept: &KeptSecondFactor,
    typed: &str,
    now: Timestamp,
) -> Option<i64> {
    let code = code(typed)?;
    let secret = seal.open(&purpose(user), &kept.sealed);
    if secret.is_none() {
        tracing::warn!(%user, "a second factor cannot be read: the seal key has changed");
    }
    authenticator::step(&secret?, &code, now)
}

/// Mints recovery codes and keeps their hashes in the place of those before.
async fn hand_out(database: &mut Connection, user: UserId) -> Result<Vec<String>, Error> {
    let codes: Vec<RecoveryCode> = (0..RECOVERY_CODES)
        .map(|_| RecoveryCode::of(rand::random::<[u8; RECOVERY_CODE_BYTES]>()))
        .collect();
    let hashes: Vec<TokenHash> = codes.iter().map(|code| hash_of(user, code)).collect();
    second_factors::put_recovery_codes(database, user, &hashes).await?;
    Ok(codes.iter().map(RecoveryCode::to_string).collect())
}

/// Nothing of it is left, not even somebody halfway in; `None` if none was on.
async fn switch_off(database: &mut Connection, user: UserId) -> Result<Option<()>, Error> {
    if !is_asked_for(database, user).await? {
        return Ok(None);
    }
    second_factors::remove(database, user).await?;
    half_sign_ins::forget(database, user).await?;
    Ok(Some(()))
}

fn hash_of(user: UserId, code: &RecoveryCode) -> TokenHash {
    TokenHash::of(&format!("recovery code {user} {}", code.as_str()))
}

/// What a secret is sealed for: what is sealed for one person does not open for another.
fn purpose(user: UserId) -> String {
    format!("second factor {user}")
}
