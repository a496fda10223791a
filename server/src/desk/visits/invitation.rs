//! An invitation as a visitor's browser carries it. The browser cannot read or change it, and is not believed more than that.

use super::may_ask_in;
use crate::desk::presence::consoles_of;
use crate::error::Error;
use crate::seal::Seal;
use crate::store::{Connection, users};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::channel::Channel;
use domain::limit;
use domain::presence::{Presence, presence};
use domain::time::Timestamp;
use domain::user::User;
use domain::visit::Invitation;

/// What it is sealed for.
const PURPOSE: &str = "invitation";

/// Seals an invitation.
pub(super) fn sealed(seal: &Seal, invitation: &Invitation) -> Result<String, Error> {
    let open = serde_json::to_vec(invitation).map_err(|error| Error::Failed(Box::new(error)))?;
    Ok(URL_SAFE_NO_PAD.encode(seal.close(PURPOSE, &open)))
}

/// Opens it; `None` if it is none of ours.
pub(in crate::desk) fn opened(seal: &Seal, sealed: &str) -> Option<Invitation> {
    if sealed.len() > limit::SEALED_INVITATION_CHARACTERS {
        return None;
    }
    let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    serde_json::from_slice(&seal.open(PURPOSE, &sealed)?).ok()
}

/// Who answers an invitation in a channel: who sent it, as long as it is good, he may, and he is there.
pub(in crate::desk) async fn invited_by(
    connection: &mut Connection,
    channel: &Channel,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<Option<User>, Error> {
    if channel.is_archived || !invitation.is_good(channel.id, now) {
        return Ok(None);
    }
    let Some(account) = users::by_id(connection, invitation.operator).await? else {
        return Ok(None);
    };
    let user = account.user;
    if !may_ask_in(connection, &user).await?.contains(&channel.id) {
        return Ok(None);
    }
    let consoles = consoles_of(connection, now).await?;
    let consoles = consoles.get(&user.id);
    let is_there = consoles.is_some_and(|open| presence(open, now) != Presence::Offline);
    Ok(is_there.then_some(user))
}
