//! The form of a chatbot: its name and its script (spec 9.1).

mod dialog;
mod findings;
mod flow;
mod funnel;
mod offers;
mod only_if;
mod state;
mod steps;
mod trial;
mod typed;
mod undo;
mod words;

use super::api;
use crate::administration::Administrators;
use crate::first::First;
use crate::loaded::{Loaded, Shown};
use crate::picture::PictureField;
use crate::text::{fill, use_texts};
use crate::text_languages::TextLanguages;
use crate::ui::{Button, Dialog, Entry, Kind, Notice, Toasts, Tone};
use domain::chatbot::ChatbotForm;
use domain::id::{ChatbotId, PictureId};
use funnel::Funnel;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;
use state::Form;
use steps::{Shape, Steps};
use trial::TrialView;

/// The page `/configuration/chatbots/{id}`, or `…/new`.
#[component]
pub(crate) fn ChatbotPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.read().get("id").unwrap_or_default();
        id.parse::<ChatbotId>().ok()
    });
    view! {
        <Administrators>
            {move || view! { <Found id=id.get() /> }.into_any()}
        </Administrators>
    }
}

#[component]
fn Found(id: Option<ChatbotId>) -> impl IntoView {
    let first = First::take(|first| match first {
        First::Chatbot(form) => Some(*form),
        _ => None,
    });
    let of_page = |form: &ChatbotForm| form.chatbot.as_ref().map(|chatbot| chatbot.id) == id;
    let loaded = Loaded::new(first.filter(of_page), move || api::form(id));
    view! {
        <Shown
            loaded=loaded
            content=move |form| view! { <Page form=Form::new(form) /> }.into_any()
        />
    }
}

#[component]
fn Page(form: Form) -> impl IntoView {
    let texts = use_texts();
    let is_tested = RwSignal::new(false);
    let shape = RwSignal::new(Shape::List);
    // Made here, since a picture may still be on its way when the script is tested.
    let look_like = Callback::new(move |picture| form.look_like(picture));
    let content = move || {
        if is_tested.get() {
            view! { <TrialView form /> }.into_any()
        } else {
            view! { <Edit form shape look_like /> }.into_any()
        }
    };
    view! {
        <div class="page page--form">
            <Head form />
            <Troubles form />
            <div class="page__body page__body--wide">
                <div>
                    <Show
                        when=move || is_tested.get()
                        fallback=move || view! {
                            <Button on:click=move |_| is_tested.set(true)>{texts.trial}</Button>
                        }
                    >
                        <Button icon="arrow-left" on:click=move |_| is_tested.set(false)>
                            {texts.trial_back}
                        </Button>
                    </Show>
                </div>
                {content}
            </div>
        </div>
    }
}

#[component]
fn Edit(
    form: Form,
    shape: RwSignal<Shape>,
    look_like: Callback<Option<PictureId>>,
) -> impl IntoView {
    let texts = use_texts();
    let id = Memo::new(move |_| form.stored_id());
    view! {
                {move || id.get().map(|id| view! { <Picture form id look_like /> })}
                <Entry
                    name="name"
                    label=texts.chatbot_name
                    value=Signal::derive(move || form.draft.with(|draft| draft.name.clone()))
                    on_change=Callback::new(move |name| form.rename(name))
                    help=texts.chatbot_name_help
                    problem=form.problems.of(texts, "name")
                    on:focusout=move |_| form.typing_ended()
                />
                <Languages form />
                <Steps form shape />
                <Funnel form />
    }
}

/// In which language the words of the script are shown.
#[component]
fn Languages(form: Form) -> impl IntoView {
    let texts = use_texts();
    let translated = Signal::derive(move || {
        form.draft.with(|draft| {
            let translations = draft.script.translations.keys();
            translations.cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <TextLanguages language=form.language translated help=texts.chatbot_language_help />
    }
}

/// It is stored by itself, apart from what else the form says.
#[component]
fn Picture(form: Form, id: ChatbotId, look_like: Callback<Option<PictureId>>) -> impl IntoView {
    view! {
        <PictureField
            name=Signal::derive(move || form.stored_name())
            picture=Signal::derive(move || form.picture())
            path=format!("/console/chatbots/{id}/picture")
            on_change=look_like
            class="avatar--portrait"
        />
    }
}

#[component]
fn Head(form: Form) -> impl IntoView {
    let texts = use_texts();
    let title = Signal::derive(move || {
        let name = form.stored_name();
        if name.is_empty() {
            texts.chatbot_new.to_owned()
        } else {
            name
        }
    });
    let page_title = move || {
        format!(
            "{} · {} · {}",
            title.get(),
            texts.chatbots,
            texts.porchlight
        )
    };
    view! {
        <Title text=untrack(page_title) />
        <header class="page__head">
            <div class="page__bar">
                <h1 class="page__title">
                    <A href="/configuration/chatbots" attr:class="page__crumb">{texts.chatbots}</A>
                    <span class="page__crumb" aria-hidden="true">" / "</span>
                    {title}
                </h1>
                <Show when=move || form.is_changed.get()>
                    <span class="page__unsaved">{texts.unsaved}</span>
                </Show>
                <Export form />
                <Button
                    kind=Kind::Primary
                    disabled=Signal::derive(move || form.is_saving.get() || !form.is_changed.get())
                    on:click=move |_| form.save()
                >
                    {texts.save}
                </Button>
            </div>
        </header>
        <Leaving form />
    }
}

/// *Export*: what is stored, as a file.
#[component]
fn Export(form: Form) -> impl IntoView {
    let (toasts, texts) = (Toasts::of_page(), use_texts());
    let export = move |_| {
        if form.export().is_none() {
            toasts.show(texts.export_unsaved);
        } else if form.is_changed.get_untracked() {
            toasts.show(texts.export_without_changes);
        }
    };
    view! {
        <Show when=move || form.is_stored()>
            <Button icon="download" on:click=export>{texts.export}</Button>
        </Show>
    }
}

/// What went wrong, and what moving a step took along.
#[component]
fn Troubles(form: Form) -> impl IntoView {
    let texts = use_texts();
    let [of_steps, of_languages] =
        ["steps", "translations"].map(|field| form.problems.of(texts, field));
    let of_script = Memo::new(move |_| {
        let problem = of_steps.get().or_else(|| of_languages.get())?;
        let words = [
            ("field", texts.chatbot_script),
            ("problem", problem.as_str()),
        ];
        Some(fill(texts.step_problem, &words))
    });
    view! {
        <Show when=move || form.is_outdated.get()>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.outdated_form>
                <Button on:click=move |_| form.save_over()>{texts.outdated_form_over}</Button>
                <Button on:click=move |_| form.take_theirs()>{texts.outdated_form_theirs}</Button>
            </Notice>
        </Show>
        <Show when=move || form.is_unsaved.get()>
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
        </Show>
        <Show when=move || form.lost.with(|lost| !lost.is_empty())>
            <Notice
                tone=Tone::Plain
                icon="triangle-alert"
                text=Signal::derive(move || fill(texts.chatbot_lost, &[("steps", &form.lost.get())]))
            />
        </Show>
        {move || of_script.get().map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> })}
        <Show when=move || form.lacking.with(Option::is_some)>
            <Notice icon="info" text=texts.import_opened />
        </Show>
        <Show when=move || form.wrong.with(|wrong| !wrong.is_empty())>
            <Notice
                tone=Tone::Danger
                icon="triangle-alert"
                text=Signal::derive(move || fill(texts.chatbot_problems, &[("steps", &form.wrong_steps())]))
            />
        </Show>
    }
}

/// Asks before what was typed is left behind.
#[component]
fn Leaving(form: Form) -> impl IntoView {
    let texts = use_texts();
    let asked = RwSignal::new(false);
    let leave = form.guard(asked);
    view! {
        <Dialog
            open=asked
            title=texts.leave_title
            text=texts.leave_text
            confirm=texts.leave_do
            cancel=texts.leave_not
            on_confirm=leave
        />
    }
}
