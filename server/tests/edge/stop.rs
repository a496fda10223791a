//! The server stops in order: clients are told to come back, and what was acknowledged is there.

use crate::ground::Ground;

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
