//! The conversation by e-mail, or as a file (spec 8.5).

use super::Part;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::locale;
use crate::conversation::api;
use crate::keyboard::shortcut;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Icon, Size};
use domain::conversation::Conversation;
use domain::id::ConversationId;
use leptos::prelude::*;

/// *Send conversation* and *Download*.
#[component]
pub(super) fn SendView(
    /// Which.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let known =
        Memo::new(move |_| conversation.with(|of| of.as_ref().and_then(|of| of.email.clone())));
    // Nothing until somebody types: a chatbot or the visitor may give the address later.
    let typed = RwSignal::new(None::<String>);
    let address = Signal::derive(move || typed.get().or_else(|| known.get()).unwrap_or_default());
    let problems = FormProblems::new(Vec::new());
    let problem = problems.of(texts, "email");
    let is_sending = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_sending.set(true);
        let address = address.get_untracked();
        leptos::task::spawn_local(async move {
            let sent = api::send_to(id, address).await;
            // The panel may have been left meanwhile.
            if is_sending.try_set(false).is_some() {
                return;
            }
            match sent {
                Ok(()) => {
                    problems.set(Vec::new());
                    console.tell(texts.send_done);
                }
                Err(Failure::Invalid(found)) => problems.set(found),
                Err(Failure::Conflict) => console.tell(fill(
                    texts.refused,
                    &[("reason", texts.refusal_no_mail_server)],
                )),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    };
    // The files tell the time as it is where their reader is.
    Effect::new(|| locale::keep_zone(&locale::zone_name()));
    let is_wrong = move || problem.with(Option::is_some).then_some("true");
    let file = move |kind: &str| format!("/console/conversations/{id}/transcript.{kind}");
    view! {
        <Part title=texts.send_title>
            <form class="send" novalidate on:submit=send>
                <input
                    class="field__input send__field"
                    type="email"
                    name="email"
                    autocomplete="off"
                    title=texts.send_title
                    aria-label=texts.email
                    aria-keyshortcuts=shortcut::SEND
                    placeholder=texts.email
                    aria-invalid=is_wrong
                    aria-describedby="send-problem"
                    prop:value=address
                    on:input=move |event| typed.set(Some(event_target_value(&event)))
                />
                <button
                    class="button send__do"
                    title=texts.send_title
                    aria-label=texts.send_title
                    disabled=is_sending
                >
                    <Icon name="send" size=Size::Small />
                </button>
            </form>
            <p id="send-problem" class="field__problem" role="status">{move || problem.get()}</p>
            <p class="send__files">
                <Icon name="download" size=Size::Small />
                <a
                    href=file("html")
                    download=""
                    title=texts.download_title
                    aria-keyshortcuts=shortcut::DOWNLOAD
                >
                    {texts.download_page}
                </a>
                <a href=file("txt") download="">{texts.download_text}</a>
            </p>
        </Part>
    }
}
