//! Things of a list that belong to the conversation: they are taken away with a click, and added by name.

use crate::text::{fill, use_texts};
use crate::ui::{Icon, Size};
use domain::tag::TagColour;
use leptos::html;
use leptos::prelude::*;

/// One thing of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Choice<I> {
    /// Which.
    pub(super) id: I,
    /// Its name.
    pub(super) name: String,
    /// The colour of its mark, if it has one.
    pub(super) colour: Option<TagColour>,
}

/// What was typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    /// What stands in the field.
    pub(super) text: RwSignal<String>,
    /// Why it was not added.
    pub(super) problem: RwSignal<Option<String>>,
}

impl Typed {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self {
            text: RwSignal::default(),
            problem: RwSignal::new(None),
        }
    }

    /// It was added, or could not be.
    pub(super) fn answered(self, problem: Option<String>) {
        if problem.is_none() {
            self.text.try_set(String::new());
        }
        self.problem.try_set(problem);
    }
}

/// The chosen ones, and a field that offers the others.
#[component]
pub(super) fn Picker<I>(
    /// What the field is called within the page.
    name: &'static str,
    /// What a screen reader says of the field, and what stands in it.
    label: &'static str,
    /// The shortcut that leads to it.
    keys: &'static str,
    /// Those of the conversation.
    #[prop(into)]
    chosen: Signal<Vec<Choice<I>>>,
    /// The names of the others.
    #[prop(into)]
    offered: Signal<Vec<String>>,
    /// What is typed.
    typed: Typed,
    /// One is wanted by its name, which may be new.
    on_add: Callback<String>,
    /// One is wanted no more.
    on_remove: Callback<I>,
) -> impl IntoView
where
    I: Copy + Eq + std::hash::Hash + Send + Sync + 'static,
{
    let field = NodeRef::<html::Input>::new();
    let remove = Callback::new(move |id: I| {
        on_remove.run(id);
        // The button that was pressed goes once it is done.
        if let Some(field) = field.try_get_untracked().flatten() {
            let _ = field.focus();
        }
    });
    let list = format!("{name}-offers");
    let problem_id = format!("{name}-problem");
    let add = move || {
        let name = typed.text.get_untracked().trim().to_owned();
        if !name.is_empty() {
            on_add.run(name);
        }
    };
    // A browser tells the choice of an offer as an input that was not typed.
    let input = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        let is_offer = offered.with_untracked(|offered| offered.contains(&value));
        let was_typed = is_typed(&event);
        typed.text.set(value);
        typed.problem.set(None);
        if is_offer && !was_typed {
            add();
        }
    };
    let is_wrong = move || typed.problem.with(Option::is_some).then_some("true");
    let described = problem_id.clone();
    view! {
        <ul class="picker" class:picker--none=move || chosen.with(Vec::is_empty)>
            <For each=move || chosen.get() key=Clone::clone let:choice>
                <Chosen choice on_remove=remove />
            </For>
        </ul>
        <form
            class="picker__form"
            on:submit=move |event| {
                event.prevent_default();
                add();
            }
        >
            <input
                node_ref=field
                class="field__input picker__field"
                name=name
                autocomplete="off"
                dir="auto"
                aria-label=label
                aria-keyshortcuts=keys
                placeholder=label
                list=list.clone()
                aria-invalid=is_wrong
                aria-describedby=described
                prop:value=typed.text
                on:input=input
            />
            <datalist id=list>
                {move || {
                    let offered = offered.get().into_iter();
                    offered.map(|name| view! { <option value=name></option> }).collect_view()
                }}
            </datalist>
        </form>
        <p id=problem_id class="field__problem" role="status">{move || typed.problem.get()}</p>
    }
}

#[component]
fn Chosen<I>(choice: Choice<I>, on_remove: Callback<I>) -> impl IntoView
where
    I: Copy + Send + Sync + 'static,
{
    let texts = use_texts();
    let Choice { id, name, colour } = choice;
    let label = fill(texts.picker_remove, &[("name", &name)]);
    view! {
        <li class="tag">
            {colour.map(|colour| view! {
                <span class="tag__dot" data-colour=colour.index().to_string()></span>
            })}
            <span dir="auto">{name}</span>
            <button
                type="button"
                class="picker__remove"
                title=label.clone()
                aria-label=label
                on:click=move |_| on_remove.run(id)
            >
                <Icon name="x" size=Size::Small />
            </button>
        </li>
    }
}

/// Whether an input event comes from typing; browsers give another one where an offer of the list was taken.
fn is_typed(event: &leptos::ev::Event) -> bool {
    use wasm_bindgen::JsCast;
    let Some(event) = event.dyn_ref::<web_sys::InputEvent>() else {
        return false;
    };
    event.input_type() != "insertReplacementText" && !event.input_type().is_empty()
}
