//! The letters that wait or were given up.

use super::api;
use crate::api::Failure;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::moment::Told;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Icon, Kind};
use domain::id::MailId;
use domain::mail::{Mail, ShownMailServer, Trouble};
use domain::settings::Versioned;
use leptos::prelude::*;

/// What the page of the mail server shows.
type Letters = (Versioned<ShownMailServer>, Vec<Mail>);

/// The letters that wait or were given up, with what can be done about each.
#[component]
pub(super) fn Outbox(
    /// The letters, newest first.
    mails: Vec<Mail>,
    /// Where they come from.
    loaded: Loaded<Letters>,
) -> impl IntoView {
    let texts = use_texts();
    let list = if mails.is_empty() {
        view! { <p class="field__help">{texts.mails_none}</p> }.into_any()
    } else {
        let rows = mails
            .into_iter()
            .map(|mail| view! { <li><Row mail loaded /></li> })
            .collect_view();
        view! { <ul class="sessions">{rows}</ul> }.into_any()
    };
    view! {
        <section class="mails" aria-label=texts.mails>
            <div class="mails__head">
                <h2 class="mails__title">{texts.mails}</h2>
                <Button kind=Kind::Quiet icon="rotate-ccw" on:click=move |_| loaded.again()>
                    {texts.reload}
                </Button>
            </div>
            {list}
        </section>
    }
}

#[component]
fn Row(mail: Mail, loaded: Loaded<Letters>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    // The list may be made anew while the answer is on its way, so nothing of this row is needed for it.
    let done = move |done: Result<(), Failure>| {
        // Somebody else, or the outbox itself, may have been quicker.
        if !matches!(done, Ok(()) | Err(Failure::NotFound)) {
            console.tell(texts.form_unavailable);
        }
        loaded.again();
    };
    let id: MailId = mail.id;
    let values = [("email", mail.recipient.as_str())];
    let (again, forget) = (
        fill(texts.mail_again_of, &values),
        fill(texts.mail_forget_of, &values),
    );
    let state = match mail.due_at {
        None => view! { <span class="mails__failed">{texts.mail_failed}</span> }.into_any(),
        Some(_) if mail.tries == 0 => texts.mail_waits.into_any(),
        Some(due_at) => view! { {texts.mail_next} ": " <Told at=due_at /> }.into_any(),
    };
    let trouble = mail.trouble.map(|trouble| {
        view! { <p class="mails__trouble">{trouble_sentence(texts, &trouble)}</p> }
    });
    view! {
        <div class="session">
            <Icon name="mail" />
            <div>
                <p class="session__name">{mail.subject}</p>
                <p class="session__detail">{mail.recipient} " · " <Told at=mail.created_at /> " · " {state}</p>
                {trouble}
            </div>
            <div class="mails__actions">
                <Button
                    attr:aria-label=again
                    on:click=move |_| {
                        leptos::task::spawn_local(async move { done(api::send_again(id).await) });
                    }
                >
                    {texts.mail_again}
                </Button>
                <Button
                    kind=Kind::Quiet
                    attr:aria-label=forget
                    on:click=move |_| {
                        leptos::task::spawn_local(async move { done(api::forget(id).await) });
                    }
                >
                    {texts.mail_forget}
                </Button>
            </div>
        </div>
    }
}

/// Why a letter did not go, as a sentence.
pub(super) fn trouble_sentence(texts: &Texts, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Silent => texts.mail_silent.to_owned(),
        Trouble::Unreachable(reason) => fill(texts.mail_unreachable, &[("reason", reason)]),
        Trouble::Refused(reason) => fill(texts.mail_refused, &[("reason", reason)]),
        Trouble::Sealed => texts.mail_sealed.to_owned(),
    }
}
