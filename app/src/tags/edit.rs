//! The dialog in which a tag is made or changed.

use super::mark::Dot;
use super::{List, api};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::edited::{EditDialog, Edited};
use crate::live::Console;
use crate::text::{Texts, use_texts};
use crate::ui::{Button, Entry, Kind, Notice, Tone};
use domain::tag::{Tag, TagColour};
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn TagDialog(list: List) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    let content = move || {
        list.edited
            .get()
            .map(|edited| view! { <TagForm list edited open /> })
    };
    view! {
        <EditDialog edited=list.edited new=texts.tag_new known=texts.tag_edit open>{content}</EditDialog>
    }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Filled {
    name: RwSignal<String>,
    /// `None` lets the server choose.
    colour: RwSignal<Option<TagColour>>,
    problems: FormProblems,
    trouble: RwSignal<Option<&'static str>>,
    is_pending: RwSignal<bool>,
}

impl Filled {
    fn with(edited: &Edited<Tag>) -> Self {
        let (name, colour) = match edited {
            Edited::New => (String::new(), None),
            Edited::Known(tag) => (tag.name.clone(), Some(tag.colour)),
        };
        Self {
            name: RwSignal::new(name),
            colour: RwSignal::new(colour),
            problems: FormProblems::new(Vec::new()),
            trouble: RwSignal::new(None),
            is_pending: RwSignal::new(false),
        }
    }

    async fn save(self, edited: Edited<Tag>) -> Result<Tag, Failure> {
        let (name, colour) = (self.name.get_untracked(), self.colour.get_untracked());
        match edited {
            Edited::New => api::make(name, colour).await,
            Edited::Known(tag) => {
                let colour = colour.unwrap_or(tag.colour);
                api::change(tag.id, tag.name, name, colour).await
            }
        }
    }

    fn answered(self, texts: &Texts, saved: Result<Tag, Failure>) {
        self.is_pending.try_set(false);
        let (problems, trouble) = match saved {
            Ok(_) => (Vec::new(), None),
            Err(Failure::Invalid(problems)) => (problems, None),
            Err(Failure::NotFound) => (Vec::new(), Some(texts.tag_gone)),
            Err(Failure::Forbidden) => (Vec::new(), Some(texts.not_allowed)),
            Err(_) => (Vec::new(), Some(texts.form_unavailable)),
        };
        self.problems.set(problems);
        self.trouble.set(trouble);
    }
}

#[component]
fn TagForm(list: List, edited: Edited<Tag>, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let form = Filled::with(&edited);
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let edited = edited.clone();
        form.is_pending.set(true);
        leptos::task::spawn_local(async move {
            let saved = form.save(edited).await;
            if saved.is_ok() {
                console.tell(texts.saved);
                list.loaded.refresh();
                open.try_set(false);
            }
            if !form.is_pending.is_disposed() {
                form.answered(texts, saved);
            }
        });
    };
    view! {
        <form on:submit=submitted>
            <div class="dialog__body form">
                {move || form.trouble.get().map(|text| {
                    view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> }
                })}
                <Entry
                    name="tag-name"
                    label=texts.name
                    value=form.name
                    on_change=Callback::new(move |name| form.name.set(name))
                    problem=form.problems.of(texts, "name")
                />
                <Colours colour=form.colour />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=form.is_pending>{texts.save}</Button>
            </div>
        </form>
    }
}

#[component]
fn Colours(colour: RwSignal<Option<TagColour>>) -> impl IntoView {
    let texts = use_texts();
    let choices = TagColour::all()
        .zip(texts.tag_colours())
        .map(|(choice, name)| {
            view! {
                <label class="swatch" title=name>
                    <input
                        class="swatch__input"
                        type="radio"
                        name="tag-colour"
                        aria-label=name
                        prop:checked=move || colour.get() == Some(choice)
                        on:change=move |_| colour.set(Some(choice))
                    />
                    <Dot colour=choice />
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="checks">
            <legend class="field__label">{texts.tag_colour}</legend>
            <div class="swatches">{choices}</div>
        </fieldset>
    }
}

impl Texts {
    /// What the colours of tags are called, by number.
    fn tag_colours(&self) -> [&'static str; TagColour::COUNT as usize] {
        [
            self.colour_grey,
            self.colour_red,
            self.colour_orange,
            self.colour_yellow,
            self.colour_green,
            self.colour_turquoise,
            self.colour_blue,
            self.colour_violet,
        ]
    }
}
