//! A message: its words, how far it has come, and what its author can do with it.

use super::Sought;
use super::count::Count;
use super::draft::Draft;
use super::file::FileView;
use super::lines::{Below, Progress, Said, Voice};
use crate::live::Console;
use crate::moment::{Clock, TimeOfDay};
use crate::search::{marked_text, query};
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Button, Icon, Kind, Size};
use domain::id::{ClientId, ConversationId, UserId};
use domain::link::{Stretch, stretches};
use domain::mention::mentioned;
use domain::message::MessageNumber;
use domain::search::Query;
use domain::user::User;
use domain::wire::Refusal;
use leptos::html;
use leptos::prelude::*;

/// A message.
#[component]
pub(super) fn MessageView(
    /// In which conversation.
    id: ConversationId,
    /// What was said.
    said: Memo<Said>,
    /// Whether the conversation goes on.
    is_open: Memo<bool>,
    /// What is being written.
    draft: Draft,
    /// Asks whether a message shall be deleted.
    deleting: RwSignal<Option<MessageNumber>>,
) -> impl IntoView {
    let editing = RwSignal::new(false);
    let number = Memo::new(move |_| {
        said.with(|said| match (&said.voice, said.progress) {
            (Voice::Mine, Progress::Stored(number)) if !said.is_deleted() => Some(number),
            _ => None,
        })
    });
    let stored = move || match said.with(|said| said.progress) {
        Progress::Stored(number) => Some(number.0),
        Progress::Sending | Progress::Refused(_) => None,
    };
    let changeable = Memo::new(move |_| number.get().filter(|_| is_open.get()));
    // What is being written there stays when the conversation ends.
    let words = move || match number.get().filter(|_| editing.get()) {
        Some(number) => view! { <Editor id number said is_open editing draft /> }.into_any(),
        None => view! { <Words said /> }.into_any(),
    };
    let actions = move || {
        changeable
            .get()
            .filter(|_| !editing.get())
            .map(|number| view! { <Actions number said editing deleting /> })
    };
    let below = move || view! { <BelowView id said=said.get() draft /> };
    let console = Console::of_page();
    let calls_me = Memo::new(move |_| {
        let me = console.me.with(User::as_operator);
        said.with(|said| {
            let words = said.text.as_deref().unwrap_or_default();
            matches!(said.voice, Voice::Colleague(..)) && !mentioned(words, &[&me]).is_empty()
        })
    });
    view! {
        <article
            class=move || class(&said.get())
            class=("message--calls", move || calls_me.get())
            data-number=stored
        >
            <Speaker said />
            {words}
            {actions}
            {below}
        </article>
    }
}

fn class(said: &Said) -> String {
    let voice = match said.voice {
        Voice::Visitor => "",
        Voice::Mine => " message--own",
        Voice::Colleague(..) | Voice::Bot(_) => " message--own message--colleague",
    };
    let starts = if said.starts { " message--starts" } else { "" };
    let state = match said.progress {
        Progress::Sending => " message--waits",
        Progress::Refused(_) => " message--refused",
        Progress::Stored(_) if said.is_deleted() => " message--deleted",
        Progress::Stored(_) => "",
    };
    format!("message{voice}{starts}{state}")
}

/// Who speaks, for those who cannot see on which side the message stands.
#[component]
fn Speaker(said: Memo<Said>) -> impl IntoView {
    let texts = use_texts();
    let name = move || match said.with(|said| said.voice.clone()) {
        Voice::Visitor => texts.visitor.to_owned(),
        Voice::Mine => texts.you.to_owned(),
        Voice::Colleague(_, name) | Voice::Bot(name) => name,
    };
    view! { <span class="visually-hidden">{move || format!("{}: ", name())}</span> }
}

#[component]
fn Words(said: Memo<Said>) -> impl IntoView {
    let texts = use_texts();
    let Sought(sought) = expect_context();
    let (clock, language) = (Clock::of_page(), use_context().unwrap_or_default());
    // Within a run nothing else tells it.
    let at = move || clock.exact(said.with(|said| said.at), language);
    let told = Memo::new(move |_| said.with(|said| (said.text.clone(), said.file.clone())));
    let words = move || match told.get() {
        (None, None) => texts.message_deleted.into_any(),
        (None, Some(file)) => {
            let name = sought.with(|words| marked_text(&file.name, &query(words)));
            view! { <FileView file name /> }.into_any()
        }
        (Some(text), _) => linked(&text, &sought.with(|words| query(words))),
    };
    view! { <p class="message__bubble" dir="auto" title=at>{words}</p> }
}

fn linked(text: &str, query: &Query) -> AnyView {
    stretches(text)
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Text(text) => marked_text(text, query),
            Stretch::Link { text, target } => view! {
                <a href=target target="_blank" rel="noopener noreferrer nofollow">
                    {marked_text(text, query)}
                </a>
            }
            .into_any(),
        })
        .collect_view()
        .into_any()
}

#[component]
fn Actions(
    number: MessageNumber,
    said: Memo<Said>,
    editing: RwSignal<bool>,
    deleting: RwSignal<Option<MessageNumber>>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="message__actions">
            <Show when=move || said.with(|said| said.text.is_some())>
                <Button
                    kind=Kind::SmallSign
                    icon="pencil"
                    label=texts.edit
                    on:click=move |_| editing.set(true)
                />
            </Show>
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=texts.delete
                on:click=move |_| deleting.set(Some(number))
            />
        </div>
    }
}

#[component]
fn Editor(
    id: ConversationId,
    number: MessageNumber,
    said: Memo<Said>,
    is_open: Memo<bool>,
    editing: RwSignal<bool>,
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let before = said
        .with_untracked(|said| said.text.clone())
        .unwrap_or_default();
    let text = RwSignal::new(before.clone());
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            // A field that cannot take the focus leaves it where it is.
            let _ = field.focus();
        }
    });
    let close = move || {
        editing.set(false);
        draft.focus();
    };
    let kept = Memo::new(move |_| {
        let text = text.with(|text| domain::text::message(text).ok());
        text.filter(|_| is_open.get())
    });
    let was = before.clone();
    let save = move || {
        let Some(text) = kept.get_untracked() else {
            return;
        };
        if text != was {
            console.edit(id, number, text);
        }
        close();
    };
    let save = StoredValue::new(save);
    let pressed = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            event.prevent_default();
            save.with_value(|save| save());
        }
        "Escape" => {
            // It is for the words alone, not for what they stand in.
            event.stop_propagation();
            close();
        }
        _ => {}
    };
    view! {
        <div class="message__editor">
            <div class="grow" data-text=move || text.get()>
                <textarea
                    class="grow__input"
                    node_ref=field
                    rows="1"
                    aria-label=texts.editing
                    prop:value=before
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=pressed
                ></textarea>
            </div>
            <Show when=move || !is_open.get()>
                <p class="field__problem" role="alert">{texts.edit_ended}</p>
            </Show>
            <div class="message__editor-actions">
                <Count text />
                <Button on:click=move |_| close()>{texts.cancel}</Button>
                <Button
                    kind=Kind::Primary
                    disabled=Signal::derive(move || kept.get().is_none())
                    on:click=move |_| save.with_value(|save| save())
                >
                    {texts.save}
                </Button>
            </div>
        </div>
    }
}

#[component]
fn BelowView(id: ConversationId, said: Said, draft: Draft) -> impl IntoView {
    let texts = use_texts();
    match (said.progress, said.below) {
        (Progress::Refused(refusal), _) => {
            view! { <Refused id client_id=said.client_id refusal draft /> }.into_any()
        }
        (Progress::Sending, _) => {
            view! { <p class="message__below">{texts.sending}</p> }.into_any()
        }
        (Progress::Stored(_), None) if said.is_edited => {
            view! { <p class="message__below">{texts.edited}</p> }.into_any()
        }
        (Progress::Stored(_), None) => ().into_any(),
        (Progress::Stored(_), Some(below)) => view! { <Time said below /> }.into_any(),
    }
}

#[component]
fn Time(said: Said, below: Below) -> impl IntoView {
    let texts = use_texts();
    let name = match said.voice {
        Voice::Colleague(user, name) => Some(view! { <Colleague user name /> }.into_any()),
        Voice::Bot(name) => Some(view! { <span>{name} " ·"</span> }.into_any()),
        Voice::Visitor | Voice::Mine => None,
    };
    let edited = said
        .is_edited
        .then(|| view! { <span>"· " {texts.edited}</span> });
    let mail = said
        .is_mail
        .then(|| view! { <span>"· " {texts.by_email}</span> });
    let seen = below
        .is_seen
        .then(|| view! { <span>"· " {texts.seen}</span> });
    view! { <p class="message__below">{name} <TimeOfDay at=said.at /> {edited} {mail} {seen}</p> }
}

#[component]
fn Colleague(user: UserId, name: String) -> impl IntoView {
    let console = Console::of_page();
    let picture = Signal::derive(move || console.picture(user));
    view! {
        <Avatar name=name.clone() picture class="avatar--small" />
        <span>{name} " ·"</span>
    }
}

#[component]
fn Refused(
    id: ConversationId,
    client_id: ClientId,
    refusal: Refusal,
    draft: Draft,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let reason = fill(texts.not_sent, &[("reason", texts.refusal(refusal))]);
    let take_back = move |_| {
        if let Some(text) = console.take_back(id, client_id) {
            let present = draft.text.get_untracked();
            let joined = if present.is_empty() {
                text
            } else {
                format!("{text}\n{present}")
            };
            draft.set(&joined);
        }
        draft.focus();
    };
    let retry = move |_| {
        console.retry(id, client_id);
        draft.focus();
    };
    view! {
        <div class="message__below">
            <span class="message__problem" role="alert">
                <Icon name="triangle-alert" size=Size::Small />
                {reason}
            </span>
            <Button kind=Kind::Link on:click=retry>{texts.retry}</Button>
            <Button kind=Kind::Link on:click=take_back>{texts.take_back}</Button>
        </div>
    }
}
