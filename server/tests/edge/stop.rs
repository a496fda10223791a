//! The server stops in order: clients are told to come back, and what was acknowledged is there.

use crate::ground::{Ground, said};

#[tokio::test]
async fn a_stop_tells_every_socket_to_come_back() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let silent = ground.bare_widget().await;
    let ((), widget, console, silent) = tokio::join!(
        ground.running.stop(),
        widget.closed(),
        mara.console.closed(),
        silent.closed(),
    );
    assert_eq!((widget, console, silent), (1001, 1001, 1001));
}

#[tokio::test]
async fn a_node_that_drains_is_not_ready_and_serves_on() {
    let ground = Ground::with(|settings| settings.drain_seconds = Some("300".to_owned())).await;
    let mut mara = ground.operator("Mara").await;
    assert_eq!(ground.get("/readyz").send().await.status, 200);
    let served = async {
        while ground.get("/readyz").send().await.status != 503 {}
        assert_eq!(ground.get("/readyz").send().await.body, "stopping\n");
        ground.visitor("Still there?").await;
        mara.console.hear_of("events").await
    };
    tokio::select! {
        () = ground.running.drain() => panic!("it stopped too early"),
        heard = served => assert_eq!(said(&heard["events"]), ["Still there?"]),
    }
}

#[tokio::test]
async fn a_node_whose_database_file_was_replaced_is_not_ready() {
    let ground = Ground::new().await;
    assert_eq!(ground.get("/readyz").send().await.status, 200);
    let file = ground.database_file();
    std::fs::rename(&file, file.with_extension("old")).unwrap();
    std::fs::write(&file, "").unwrap();
    assert_eq!(ground.get("/readyz").send().await.status, 503);
}
