//! What is asked of the server about notifications while no console is open.

use crate::api::Failure;
use domain::push::TypedSubscription;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The public key with which the caller's browser asks its push service for an address.
#[server(prefix = "/api", endpoint = "push/key")]
pub(crate) async fn key() -> Result<String, Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.push_key(&asker.user).await?)
}

/// Notifies the caller in this browser; until then, if at all, he is not to be disturbed.
#[server(prefix = "/api", endpoint = "push/subscribe", input = Json)]
pub(crate) async fn subscribe(
    subscription: TypedSubscription,
    quiet_until: Option<Timestamp>,
) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.subscribe(&asker, subscription, quiet_until).await?)
}

/// Notifies the caller in this browser no more.
#[server(prefix = "/api", endpoint = "push/unsubscribe", input = Json)]
pub(crate) async fn unsubscribe(endpoint: String) -> Result<(), Failure> {
    let (desk, asker) = crate::api::asked()?;
    Ok(desk.unsubscribe(&asker.user, &endpoint).await?)
}
