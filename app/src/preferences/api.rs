//! What the preferences ask of the server.

use super::chosen::Chosen;
use crate::api::Failure;
use crate::page::Session;
use domain::id::SessionId;
use domain::second_factor::{Enrolment, SecondFactor};
use domain::user::User;
use leptos::prelude::*;

/// Changes the caller's name and preferences; what is not given stays empty.
#[server(prefix = "/api", endpoint = "preferences/save")]
pub(crate) async fn save(name: String, chosen: Chosen) -> Result<User, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let preferences = domain::user::Preferences::from(chosen);
    Ok(desk
        .save_preferences(&asker.user, &name, preferences)
        .await?)
}

/// Changes the caller's password; his other sessions end.
#[server(prefix = "/api", endpoint = "preferences/password")]
pub(crate) async fn change_password(present: String, new: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.change_password(&asker, &present, &new).await?)
}

/// Whether the caller's second factor is asked for.
#[server(prefix = "/api", endpoint = "preferences/second-factor")]
pub(crate) async fn load_second_factor() -> Result<SecondFactor, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.second_factor(&asker.user).await?)
}

/// Makes a secret for the caller's authenticator app.
#[server(prefix = "/api", endpoint = "preferences/second-factor/begin")]
pub(crate) async fn begin_second_factor(password: String) -> Result<Enrolment, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.begin_second_factor(&asker.user, &password).await?)
}

/// Asks for the caller's second factor from now on; his recovery codes.
#[server(prefix = "/api", endpoint = "preferences/second-factor/confirm")]
pub(crate) async fn confirm_second_factor(code: String) -> Result<Vec<String>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.confirm_second_factor(&asker.user, &code).await?)
}

/// Other recovery codes in the place of those that the caller has.
#[server(prefix = "/api", endpoint = "preferences/second-factor/codes")]
pub(crate) async fn renew_recovery_codes(proof: String) -> Result<Vec<String>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.renew_recovery_codes(&asker.user, &proof).await?)
}

/// Asks for the caller's second factor no more.
#[server(prefix = "/api", endpoint = "preferences/second-factor/off")]
pub(crate) async fn switch_off_second_factor(proof: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.switch_off_second_factor(&asker.user, &proof).await?)
}

/// The caller's sessions, last used first.
#[server(prefix = "/api", endpoint = "preferences/sessions")]
pub(crate) async fn sessions() -> Result<Vec<Session>, Failure> {
    let (desk, asker) = crate::api::asked()?;
    let sessions = desk.sessions(&asker.user).await?;
    Ok(sessions.into_iter().map(Session::from).collect())
}

/// Ends one of the caller's sessions.
#[server(prefix = "/api", endpoint = "preferences/sessions/revoke")]
pub(crate) async fn revoke(session: SessionId) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.revoke_session(&asker.user, session).await?)
}

/// Ends all of the caller's sessions but this one.
#[server(prefix = "/api", endpoint = "preferences/sessions/revoke-others")]
pub(crate) async fn revoke_others() -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    for session in desk
        .sessions(&asker.user)
        .await?
        .iter()
        .filter(|session| session.id != asker.session)
    {
        desk.revoke_session(&asker.user, session.id).await?;
    }
    Ok(())
}
