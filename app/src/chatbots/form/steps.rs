//! The script: its steps, in the order that counts.

use super::dialog::{Edited, StepDialog};
use super::findings::{sentences, troubles};
use super::flow::FlowPicture;
use super::state::{Form, place_of};
use super::typed::kind_in_words;
use super::undo::UndoBar;
use crate::browser::page::focus_later;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Button, Empty, Icon, Kind, Size};
use domain::chatbot::{Checked, Script, Step, check};
use domain::id::{AnswerId, StepId};
use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;

/// How a script is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As a list of steps.
    List,
    /// As a picture of where they lead.
    Flow,
}

/// The script as a list or as a picture, and the dialog for one step.
#[component]
pub(super) fn Steps(form: Form, shape: RwSignal<Shape>) -> impl IntoView {
    let texts = use_texts();
    let edited = RwSignal::new(Edited::Nothing);
    // Its name changes with each key, and what is said in it does not.
    let script = Memo::new(move |_| form.draft.with(|draft| draft.script.clone()));
    let checked = Memo::new(move |_| script.with(check));
    let left_out = Memo::new(move |_| {
        script.with(|script| checked.with(|checked| places_of(script, &checked.left_out)))
    });
    let add = move |_| {
        // What is written first are the words for everybody.
        form.language.set(String::new());
        edited.set(Edited::New);
    };
    let content = move || match shape.get() {
        Shape::List => view! { <Table form edited checked /> }.into_any(),
        Shape::Flow => view! { <FlowPicture form checked edited /> }.into_any(),
    };
    view! {
        <section class="form">
            <div class="steps__bar">
                <h2 class="form__title">{texts.chatbot_script}</h2>
                <Shapes shape />
                <UndoBar form />
            </div>
            {content}
            <Show when=move || left_out.with(|steps| !steps.is_empty())>
                <p class="field__help" role="status">
                    {move || left_out.with(|steps| fill(texts.check_in_part, &[("steps", steps)]))}
                </p>
            </Show>
            <div>
                <Button kind=Kind::Link icon="plus" on:click=add>
                    {texts.step_add}
                </Button>
            </div>
        </section>
        <StepDialog form edited />
    }
}

/// The places of steps as people count.
fn places_of(script: &Script, steps: &[StepId]) -> String {
    let places = steps.iter().filter_map(|id| place_of(script, *id));
    places.collect::<Vec<_>>().join(", ")
}

#[component]
fn Shapes(shape: RwSignal<Shape>) -> impl IntoView {
    let texts = use_texts();
    let choice = move |of: Shape, text: &'static str| {
        view! {
            <button
                type="button"
                class="shapes__shape"
                aria-pressed=move || (shape.get() == of).to_string()
                on:click=move |_| shape.set(of)
            >
                {text}
            </button>
        }
    };
    view! {
        <div class="shapes" role="group" aria-label=texts.flow_shapes>
            {choice(Shape::List, texts.chatbot_steps)}
            {choice(Shape::Flow, texts.flow)}
        </div>
    }
}

#[component]
fn Table(form: Form, edited: RwSignal<Edited>, checked: Memo<Checked>) -> impl IntoView {
    let texts = use_texts();
    let dragged = RwSignal::new(None::<StepId>);
    let steps = Memo::new(move |_| form.draft.with(|draft| draft.script.steps.clone()));
    view! {
        <Show
            when=move || steps.with(|steps| !steps.is_empty())
            fallback=move || view! {
                <Empty icon="list-ordered" title=texts.steps_none text=texts.steps_none_text />
            }
        >
            <table class="table rules steps">
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">{texts.rule_place}</span></th>
                        <th scope="col">{texts.step_message}</th>
                        <th scope="col">{texts.step_type}</th>
                        <th scope="col">{texts.step_only_if}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || steps.get()
                        key=|step| step.clone()
                        children=move |step| view! { <Row form step edited dragged checked /> }
                    />
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn Row(
    form: Form,
    step: Step,
    edited: RwSignal<Edited>,
    dragged: RwSignal<Option<StepId>>,
    checked: Memo<Checked>,
) -> impl IntoView {
    let texts = use_texts();
    let id = step.id;
    let place = Memo::new(move |_| {
        form.draft
            .with(|draft| draft.script.find(id).map_or(0, |(place, _)| place + 1))
    });
    let label = Signal::derive(move || fill_count(texts.step_handle, place.get()));
    let troubles = {
        let step = step.clone();
        Memo::new(move |_| troubles(texts, form, place.get().saturating_sub(1), &step))
    };
    let is_wrong = move || troubles.with(|troubles| !troubles.is_empty());
    let told = move || {
        let items = troubles.get().into_iter();
        items.map(|text| view! { <li>{text}</li> }).collect_view()
    };
    let triggers = {
        let only_if = step.only_if.clone();
        Memo::new(move |_| form.draft.with(|draft| triggers(&draft.script, &only_if)))
    };
    let sentences = Memo::new(move |_| {
        form.draft
            .with(|draft| checked.with(|checked| sentences(texts, &draft.script, checked, id)))
    });
    let found = move || {
        let items = sentences.get().into_iter();
        items.map(|text| view! { <li>{text}</li> }).collect_view()
    };
    let spoken = {
        let step = step.clone();
        Memo::new(move |_| {
            form.draft.with(|draft| {
                let script = &draft.script;
                form.language.with(|tag| script.spoken_step(&step, tag))
            })
        })
    };
    let answers = move || {
        spoken.with(|step| {
            let answers = step.kind.answers().iter();
            let answers = answers.map(|answer| answer.text.as_str());
            answers.collect::<Vec<_>>().join(" · ")
        })
    };
    let message = move || {
        let message = spoken.with(|step| step.message.clone());
        Some(message)
            .filter(|message| !message.is_empty())
            .unwrap_or_else(|| texts.step_no_message.to_owned())
    };
    view! {
        <tr
            class="rules__row"
            draggable="true"
            aria-invalid=move || is_wrong().then_some("true")
            on:dragstart=move |_| dragged.set(Some(id))
            on:dragover=move |event: DragEvent| event.prevent_default()
            on:drop=move |event: DragEvent| {
                event.prevent_default();
                if let Some(moved) = dragged.get_untracked() {
                    put_at(form, moved, id);
                }
                dragged.set(None);
            }
        >
            <td>
                <button
                    type="button"
                    class="rules__handle"
                    id=format!("step-{id}")
                    aria-label=label
                    title=texts.rule_handle_help
                    on:keydown=move |event: KeyboardEvent| {
                        let by = match event.key().as_str() {
                            "ArrowUp" => -1,
                            "ArrowDown" => 1,
                            _ => return,
                        };
                        event.prevent_default();
                        step_by(form, id, by);
                    }
                >
                    <Icon name="grip-vertical" size=Size::Small />
                    {place}
                </button>
            </td>
            <td>
                <button type="button" class="rules__open" on:click=move |_| edited.set(Edited::Step(id))>
                    <Show when=is_wrong>
                        <Icon name="triangle-alert" size=Size::Small />
                    </Show>
                    {message}
                </button>
                <p class="field__help">{answers}</p>
                <ul class="steps__troubles">{told}</ul>
                <ul class="steps__findings">{found}</ul>
            </td>
            <td>{kind_in_words(texts, &step.kind)}</td>
            <td class="rules__pattern">{triggers}</td>
        </tr>
    }
}

/// The answers that a step asks for, readable: each with its question where there are several.
fn triggers(script: &Script, only_if: &[AnswerId]) -> String {
    let named = only_if.iter().filter_map(|id| script.answer(*id));
    let named: Vec<String> = named
        .map(|(place, answer)| format!("{} → {}", place + 1, answer.text))
        .collect();
    named.join(", ")
}

/// An answer with its question, for those who choose it.
pub(super) fn answer_label(texts: &Texts, place: usize, question: &Step, answer: &str) -> String {
    let start = crate::text::fill_count(texts.step_place, place + 1);
    format!(
        "{start} {} → {answer}",
        domain::text::shortened(&question.message, QUESTION_CHARACTERS)
    )
}

/// Characters of a question beside its answer.
const QUESTION_CHARACTERS: usize = 40;

/// Moves a step, and keeps the focus on it.
fn step_by(form: Form, id: StepId, by: isize) {
    let places = form.draft.with_untracked(|draft| {
        let (from, _) = draft.script.find(id)?;
        let to = from.checked_add_signed(by)?;
        (to < draft.script.steps.len()).then_some((from, to))
    });
    if let Some((from, to)) = places {
        form.change(|script| script.steps.swap(from, to));
        focus_later(&format!("step-{id}"));
    }
}

/// Puts a step in the place of another, which makes room.
fn put_at(form: Form, moved: StepId, at: StepId) {
    let places = form.draft.with_untracked(|draft| {
        let (from, _) = draft.script.find(moved)?;
        let (to, _) = draft.script.find(at)?;
        (from != to).then_some((from, to))
    });
    if let Some((from, to)) = places {
        form.change(|script| {
            let step = script.steps.remove(from);
            script.steps.insert(to, step);
        });
    }
}
