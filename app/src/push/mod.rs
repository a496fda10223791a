//! Notifications in this browser while no console is open (spec 8.8): switched on and off, and told to the server anew whenever a
//! console starts, since browsers change their addresses and the server forgets those of sessions that are over.

mod api;
mod kept;

pub(crate) use kept::is_on;

use crate::api::Failure;
use crate::browser::notification::{self, Permission};
use crate::browser::push;
use crate::live::{Attention, Console};
use domain::problem::Fault;
use kept::Kept;
use leptos::prelude::Set;

/// Why it was not switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The person does not want notifications.
    Denied,
    /// The browser's push service did not answer.
    Silent,
    /// The server does not take what the browser told.
    Refused(Fault),
    /// The server did not answer.
    Unavailable,
}

/// Switches it on, after the person has pressed for it.
pub(crate) async fn switch_on(console: Console, attention: Attention) -> Result<(), Trouble> {
    if notification::asked().await != Permission::Granted {
        return Err(Trouble::Denied);
    }
    tell(console, attention).await
}

/// Switches it off.
pub(crate) async fn switch_off(console: Console) -> Result<(), Trouble> {
    let user = console.my_id();
    if let Some(kept) = Kept::of(user) {
        let told = api::unsubscribe(kept.endpoint).await;
        told.map_err(|_| Trouble::Unavailable)?;
    }
    kept::forget();
    push::unsubscribe().await;
    Ok(())
}

/// Tells the server anew where this browser takes pushes, and whether its user is not to be disturbed.
pub(crate) async fn renew(console: Console, attention: Attention) {
    if push::is_possible() && notification::permission() == Permission::Granted {
        let told = tell(console, attention).await;
        // What the server does not take now it will not take later.
        if matches!(told, Err(Trouble::Refused(_))) {
            kept::forget();
        }
    }
}

async fn tell(console: Console, attention: Attention) -> Result<(), Trouble> {
    let user = console.my_id();
    let key = api::key().await.map_err(|_| Trouble::Unavailable)?;
    let stays = Kept::of(user).is_some_and(|kept| kept.key == key);
    let subscription = push::subscription(&key, stays).await;
    let subscription = subscription.ok_or(Trouble::Silent)?;
    let endpoint = subscription.endpoint.clone();
    let quiet_until = attention.quiet.until_untracked();
    match api::subscribe(subscription, quiet_until).await {
        Ok(()) => Kept { key, endpoint }.keep(user),
        Err(Failure::Invalid(wrong)) => {
            let fault = wrong.first().map_or(Fault::Wrong, |wrong| wrong.fault);
            return Err(Trouble::Refused(fault));
        }
        Err(_) => return Err(Trouble::Unavailable),
    }
    push::on_click(move |conversation| {
        if let Ok(conversation) = conversation.parse() {
            attention.called.set(Some(conversation));
        }
    });
    Ok(())
}
