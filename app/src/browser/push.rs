//! The push service of this browser, and the service worker that shows what comes from there.

use domain::push::TypedSubscription;
use js_sys::{JSON, Reflect};
use serde::Deserialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, PushManager, PushSubscription, PushSubscriptionOptionsInit,
    ServiceWorkerContainer, ServiceWorkerRegistration,
};

/// Where the service worker is served.
const SCRIPT: &str = "/service-worker.js";

/// What a browser tells of itself.
#[derive(Deserialize)]
struct Told {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// Whether this browser has a push service that this page may use.
pub(crate) fn is_possible() -> bool {
    // Browsers without one lack the classes, as do all where the page does not come by HTTPS.
    let has = |of: &JsValue, name: &str| Reflect::has(of, &name.into()).unwrap_or(false);
    web_sys::window().is_some_and(|window| {
        has(&window, "PushManager") && has(&window.navigator(), "serviceWorker")
    })
}

/// Where this browser takes what is pushed by the server with this key: as before, if that `stays` good. `None` if it does not say.
pub(crate) async fn subscription(key: &str, stays: bool) -> Option<TypedSubscription> {
    let manager = manager().await?;
    let subscription = match present(&manager).await {
        Some(present) if stays => JsValue::from(present),
        other => {
            if let Some(other) = other {
                end(&other).await;
            }
            let options = PushSubscriptionOptionsInit::new();
            options.set_user_visible_only(true);
            options.set_application_server_key(&key.into());
            let asked = manager.subscribe_with_options(&options).ok()?;
            JsFuture::from(asked).await.ok()?
        }
    };
    typed(&subscription)
}

/// Takes nothing any more.
pub(crate) async fn unsubscribe() {
    let manager = manager().await;
    if let Some(manager) = manager
        && let Some(present) = present(&manager).await
    {
        end(&present).await;
    }
}

/// Runs `called` with the conversation of each notification that is clicked while a console is open.
pub(crate) fn on_click(called: impl Fn(String) + 'static) {
    let Some(container) = container() else {
        return;
    };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let conversation = Reflect::get(&event.data(), &"conversation".into());
        if let Some(conversation) = conversation.ok().and_then(|told| told.as_string()) {
            called(conversation);
        }
    });
    let heard = heard.into_js_value();
    container.set_onmessage(Some(heard.unchecked_ref()));
}

fn container() -> Option<ServiceWorkerContainer> {
    let window = web_sys::window().filter(|_| is_possible())?;
    Some(window.navigator().service_worker())
}

/// The way to the push service, once the service worker is at work.
async fn manager() -> Option<PushManager> {
    let container = container()?;
    JsFuture::from(container.register(SCRIPT)).await.ok()?;
    let ready = JsFuture::from(container.ready().ok()?).await.ok()?;
    let registration: ServiceWorkerRegistration = ready.unchecked_into();
    registration.push_manager().ok()
}

async fn present(manager: &PushManager) -> Option<PushSubscription> {
    let found = JsFuture::from(manager.get_subscription().ok()?)
        .await
        .ok()?;
    found.is_object().then(|| found.unchecked_into())
}

/// What cannot be ended is forgotten by the server all the same.
async fn end(subscription: &PushSubscription) {
    if let Ok(ended) = subscription.unsubscribe() {
        let _ = JsFuture::from(ended).await;
    }
}

fn typed(subscription: &JsValue) -> Option<TypedSubscription> {
    let told = JSON::stringify(subscription).ok()?;
    let told: Told = serde_json::from_str(&String::from(told)).ok()?;
    Some(TypedSubscription {
        endpoint: told.endpoint,
        p256dh: told.keys.p256dh,
        auth: told.keys.auth,
    })
}
