//! The mail server, tried before it is saved, and the letters that did not go.

use super::Section;
use super::api::{self, SaveMail, TestMail};
use super::outbox::{Outbox, trouble_sentence};
use super::version::Version;
use crate::account::FormProblems;
use crate::administration::Administrators;
use crate::api::Failure;
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill, use_texts};
use crate::ui::{Button, Field, Input, Kind, Notice, Presence, Select, Tone};
use domain::mail::{Encryption, MailServer, ShownMailServer};
use domain::settings::{VERSION_FIELD, Versioned};
use leptos::form::{ActionForm, FromFormData};
use leptos::html;
use leptos::prelude::*;

/// The page `/settings/mail`.
#[component]
pub(crate) fn MailPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <MailSection />
            </Section>
        </Administrators>
    }
}

#[component]
fn MailSection() -> impl IntoView {
    let first = First::take(|first| match first {
        First::Mail(server, mails) => Some((server, mails)),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_mail);
    // What is asked for again is the letters; a form that is being filled in stays.
    let server = Memo::new(move |kept: Option<&Option<Versioned<ShownMailServer>>>| {
        let kept = kept.cloned().flatten();
        kept.or_else(|| loaded.get().map(|(server, _)| server))
    });
    let form = move || server.get().map(|server| view! { <ServerForm server /> });
    view! {
        {form}
        <Shown loaded content=move |(_, mails)| view! { <Outbox mails loaded /> }.into_any() />
    }
}

#[component]
fn ServerForm(server: Versioned<ShownMailServer>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<SaveMail>::new();
    let test = ServerAction::<TestMail>::new();
    let problems = FormProblems::new(Vec::new());
    let version = RwSignal::new(server.version);
    let has_password = RwSignal::new(server.value.has_password);
    let form = NodeRef::<html::Form>::new();
    Effect::new(move || match action.value().get() {
        Some(Ok(saved)) => {
            problems.set(Vec::new());
            test.clear();
            version.set(saved.version);
            has_password.set(saved.value.has_password);
            console.tell(texts.saved);
        }
        Some(Err(Failure::Invalid(wrong))) => {
            if wrong.iter().any(|problem| problem.field == VERSION_FIELD) {
                learn_version(version);
            }
            problems.set(wrong);
        }
        _ => {}
    });
    Effect::new(move || match test.value().get() {
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(_) => problems.set(Vec::new()),
        None => {}
    });
    let try_it = move |_| {
        let data = form
            .get_untracked()
            .and_then(|form| web_sys::FormData::new_with_form(&form).ok());
        // Each field of the test is in the form.
        if let Some(Ok(typed)) = data.map(|data| TestMail::from_form_data(&data)) {
            test.dispatch(typed);
        }
    };
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    view! {
        <ActionForm action node_ref=form attr:class="form">
            <Show when=failed>
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
            </Show>
            <Version version problems />
            <p>{texts.mail_text}</p>
            <ServerFields server=server.value.server has_password problems />
            <Tested test />
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.save}</Button>
                <Button icon="mail" disabled=test.pending() on:click=try_it>{texts.mail_test}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn ServerFields(
    server: MailServer,
    has_password: RwSignal<bool>,
    problems: FormProblems,
) -> impl IntoView {
    let texts = use_texts();
    let kept = move || has_password.get().then_some(texts.mail_password_kept);
    view! {
        <div class="form__pair">
            <Field
                name="host"
                label=texts.mail_host
                value=server.host
                help=texts.mail_host_help
                presence=Presence::Optional
                problem=problems.of(texts, "host")
            />
            <Field
                name="port"
                label=texts.mail_port
                value=server.port.to_string()
                help=texts.mail_port_help
                presence=Presence::Optional
                problem=problems.of(texts, "port")
            />
        </div>
        <Select
            name="encryption"
            label=texts.mail_encryption
            choices=vec![
                ("starttls", texts.mail_encryption_starttls),
                ("tls", texts.mail_encryption_tls),
                ("none", texts.mail_encryption_none),
            ]
            chosen=encryption_name(server.encryption)
        />
        <div class="form__pair">
            <Field
                name="user"
                label=texts.mail_user
                value=server.user
                autocomplete="off"
                help=texts.mail_user_help
                presence=Presence::Optional
                problem=problems.of(texts, "user")
            />
            <div class="field">
                <Field
                    name="password"
                    label=texts.password
                    input=Input::Password
                    autocomplete="new-password"
                    presence=Presence::Optional
                    problem=problems.of(texts, "password")
                />
                <p class="field__help">{kept}</p>
            </div>
        </div>
        <Field
            name="sender"
            label=texts.mail_sender
            input=Input::Email
            value=server.sender
            autocomplete="off"
            help=texts.mail_sender_help
            presence=Presence::Optional
            problem=problems.of(texts, "sender")
        />
    }
}

/// What the mail server said to the test.
#[component]
fn Tested(test: ServerAction<TestMail>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let email = console.me.with_untracked(|me| me.email.clone());
    move || match test.value().get() {
        _ if test.pending().get() => {
            view! { <Notice icon="mail" text=texts.mail_testing /> }.into_any()
        }
        Some(Ok(None)) => {
            let sent = fill(texts.mail_tested, &[("email", &email)]);
            view! { <Notice icon="check" text=sent /> }.into_any()
        }
        Some(Ok(Some(trouble))) => {
            let sentence = trouble_sentence(texts, &trouble);
            view! { <Notice tone=Tone::Danger icon="triangle-alert" text=sentence /> }.into_any()
        }
        Some(Err(Failure::Invalid(_))) | None => ().into_any(),
        Some(Err(_)) => {
            view! { <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable /> }
                .into_any()
        }
    }
}

fn encryption_name(encryption: Encryption) -> &'static str {
    match encryption {
        Encryption::None => "none",
        Encryption::Starttls => "starttls",
        Encryption::Tls => "tls",
    }
}

/// Saving once more puts what was typed in the place of what somebody else has saved.
fn learn_version(version: RwSignal<u32>) {
    leptos::task::spawn_local(async move {
        if let Ok((server, _)) = api::load_mail().await {
            version.try_set(server.version);
        }
    });
}
